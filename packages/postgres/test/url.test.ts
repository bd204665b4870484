import { describe, expect, test } from '@jest/globals';
import { Failure, forgetSecrets, redact } from '@slipway/action';
import fc from 'fast-check';
import { parseUrl } from '../src/url.ts';

const parts = (url: string): Record<string, string> => {
  const { env, more, secrets } = parseUrl(url);
  const { PGHOSTADDR: _, ...rest } = { ...env, ...more, ...secrets };
  return rest;
};
const base = { PGHOST: 'db.example.com', PGPORT: '5432', PGDATABASE: 'app', PGUSER: 'me', PGPASSWORD: 'secret' };

describe('parseUrl', () => {
  test.each([
    ['postgresql://me:secret@db.example.com:5432/app', base],
    ['postgres://me:secret@db.example.com/app', base],
    ['postgresql+psycopg://me:secret@db.example.com/app', base],
    ['postgresql+asyncpg://me:secret@db.example.com/app?ssl=true', { ...base, PGSSLMODE: 'require' }],
    ['POSTGRESQL://me:secret@db.example.com/app\n', base],
    ['postgresql://me:p%40ss%2Fword@db.example.com/app', { ...base, PGPASSWORD: 'p@ss/word' }],
    ['postgresql://me:p@ss/w?rd#1@db.example.com/app', { ...base, PGPASSWORD: 'p@ss/w?rd#1' }],
    ['postgresql://me:100%@db.example.com/app', { ...base, PGPASSWORD: '100%' }],
    ['postgresql://me:a:b@db.example.com/app', { ...base, PGPASSWORD: 'a:b' }],
    ['postgresql://me:secret@[2001:db8::1]:6000/app', { ...base, PGHOST: '2001:db8::1', PGPORT: '6000' }],
    ['postgresql://me:secret@a,b:5433/app', { ...base, PGHOST: 'a,b', PGPORT: '5432,5433' }],
    ['postgresql://me:secret@/app?host=/var/run/postgresql', { ...base, PGHOST: '/var/run/postgresql' }],
    ['postgresql://me:secret@%2Fvar%2Frun%2Fpostgresql/app', { ...base, PGHOST: '/var/run/postgresql' }],
    ['postgresql://db.example.com?user=me&password=secret&dbname=app', base],
    ['postgresql://me:secret@db.example.com', { ...base, PGDATABASE: 'me' }],
    ['postgresql://me@db.example.com/my%20app', { PGHOST: 'db.example.com', PGPORT: '5432', PGDATABASE: 'my app', PGUSER: 'me' }],
    [
      'postgresql://me:secret@db.example.com/app?sslmode=verify-full&connect_timeout=3&options=-c%20a%3Db',
      { ...base, PGSSLMODE: 'verify-full', PGCONNECT_TIMEOUT: '3', PGOPTIONS: '-c a=b' },
    ],
    ['postgresql://me:secret@db.example.com/app?schema=public&application_name=x', base],
  ])('%s', (url, expected) => {
    expect(parts(url)).toEqual(expected);
  });

  test.each(['', 'db.example.com', 'mysql://me@db/app', 'postgresql:/me@db/app', 'postgresql://'])('%j is bad input', (url) => {
    expect(() => parseUrl(url)).toThrow(Failure);
  });

  test('never shows the URL or its password', () => {
    forgetSecrets();
    expect(() => parseUrl('mysql://me:hunter2@db/app')).toThrow(expect.not.stringContaining('hunter2'));
    expect(parseUrl('postgresql://me:hunter2@db/app').where).toBe('on db');
    expect(redact('the password hunter2')).toBe('the password ***');
  });

  test.each([
    ['postgresql://me:x@db:6543/app', true],
    ['postgresql://me:x@ep-cool-1-pooler.eu.example.com/app', true],
    ['postgresql://me:x@db/app?pgbouncer=true', true],
    ['postgresql://me:x@db:5432/app', false],
  ])('%s pooled: %s', (url, pooled) => {
    expect(parseUrl(url).pooled).toBe(pooled);
  });

  test('gives back any user, password and database that were encoded', () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((value) => value.isWellFormed() && !value.includes('\0') && value.trim() !== '');
    fc.assert(
      fc.property(text, text, text, (user, password, database) => {
        const [u, p, d] = [user, password, database].map(encodeURIComponent);
        expect(parts(`postgresql://${u}:${p}@db.example.com/${d}`)).toMatchObject({
          PGUSER: user,
          PGPASSWORD: password,
          PGDATABASE: database,
        });
      }),
      { numRuns: 500 },
    );
  });
});
