import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clientMajor } from '../src/client.ts';
import { parseContainer } from '../src/container.ts';
import { parseCsv } from '../src/csv.ts';
import { applicationName, lockKey } from '../src/lock.ts';
import { createStatement } from '../src/scratch.ts';

describe('parseCsv', () => {
  test.each([
    ['', []],
    ['a,b\n', [['a', 'b']]],
    ['a,\n', [['a', '']]],
    [',\n', [['', '']]],
    ['\n', [['']]],
    [
      '1,"a,b""\nc",\n2,,x\n',
      [
        ['1', 'a,b"\nc', ''],
        ['2', '', 'x'],
      ],
    ],
  ])('%j', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });

  test('gives back every table', () => {
    const quote = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const rows = fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(fc.property(rows, (table) => expect(parseCsv(table.map((row) => `${row.map(quote).join(',')}\n`).join(''))).toEqual(table)));
  });

  test('refuses what is no CSV', () => {
    expect(() => parseCsv('a"b\n')).toThrow('no CSV');
  });
});

test('clientMajor reads what distributions write', () => {
  expect(clientMajor('pg_dump (PostgreSQL) 17.4 (Debian 17.4-1.pgdg120+2)\n')).toBe(17);
  expect(clientMajor('pg_dump (PostgreSQL) 18beta1\n')).toBe(18);
  expect(clientMajor('something else')).toBe(0);
});

test('a container is read from one line of docker ps', () => {
  const labels = 'com.docker.compose.oneoff=False,com.docker.compose.project=notes,com.docker.compose.service=db,note=a';
  expect(parseContainer(JSON.stringify({ ID: 'abc', Names: 'notes-db-1', State: 'running', Labels: labels }))).toEqual({
    id: 'abc',
    name: 'notes-db-1',
    state: 'running',
    service: 'db',
    oneOff: false,
  });
  expect(parseContainer(JSON.stringify({ Labels: 'com.docker.compose.oneoff=True' })).oneOff).toBe(true);
});

test('a lock key is the same for ever: two versions of Slipway must meet in it', () => {
  expect(lockKey('notes')).toBe(8293841460614543412n);
  expect(lockKey('notes')).not.toBe(lockKey('other'));
  expect(BigInt.asIntN(64, lockKey('other'))).toBe(lockKey('other'));
});

test('an application name fits into what the server keeps', () => {
  const run = { runId: '1658821493', repository: 'octo-org/notes', runUrl: 'https://github.com/octo-org/notes/actions/runs/1658821493' };
  expect(applicationName(run)).toBe('github.com/octo-org/notes/actions/runs/1658821493');
  const long = { ...run, repository: `octo-org/${'n'.repeat(90)}`, runUrl: `https://github.com/octo-org/${'n'.repeat(90)}/actions/runs/1` };
  expect(applicationName(long)).toMatch(/^slipway run 1658821493 octo-org\/n+$/);
  expect(Buffer.byteLength(applicationName(long))).toBe(63);
});

test.each([
  [{ provider: '', locale: '' }, ''],
  [{ provider: 'c', locale: '' }, ' locale_provider libc'],
  [{ provider: 'i', locale: 'de-DE' }, " locale_provider icu icu_locale E'de-DE'"],
  [{ provider: 'b', locale: 'C.UTF-8' }, " locale_provider builtin builtin_locale E'C.UTF-8'"],
])('a database is created like another: %j', (properties, clause) => {
  const like = { encoding: 'UTF8', collate: 'C.UTF-8', ctype: 'C.UTF-8', owner: 'app', ...properties };
  expect(createStatement('a"b', like)).toBe(
    `create database "a""b" template template0 encoding E'UTF8' lc_collate E'C.UTF-8' lc_ctype E'C.UTF-8'${clause}`,
  );
});
