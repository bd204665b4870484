import { describe, expect, it } from '@jest/globals';
import { readLine } from '../src/answer.ts';

const mark = '0b6d1a0e-mark';
const line = (data: unknown): string => `\u001e${mark}${JSON.stringify(data)}`;

describe('the answer of the probe', () => {
  it('is read with every field of the right type', () => {
    const step = { id: 'b2', parents: ['a1'], doc: 'add b\nmore text', path: 'migrations/versions/b2.py' };
    const message = readLine(
      line({
        kind: 'answer',
        alembic: '1.20.1',
        ini: 'alembic.ini',
        current: ['a1'],
        heads: ['b2'],
        unknown: [],
        applied: ['a1'],
        steps: [step],
        stamped: true,
        tables: ['public.notes'],
        others: [{ pid: 7, application: 'slipway-migrate 1' }],
        database: 'app',
        server: '17.4',
        driver: 'psycopg',
        locked: true,
        fingerprint: { 'relation public.notes': 'abc' },
      }),
      mark,
    );
    expect(message).toMatchObject({
      kind: 'answer',
      facts: {
        current: ['a1'],
        steps: [{ id: 'b2', doc: 'add b' }],
        refused: undefined,
        stamped: true,
        others: [{ pid: 7 }],
        locked: true,
      },
    });
  });

  it.each([
    ['another program’s line', 'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.'],
    ['an answer without the mark', '\u001e{"kind":"answer","heads":["forged"]}'],
    ['another call’s mark', `\u001eother${JSON.stringify({ kind: 'answer' })}`],
    ['the mark with half an answer', `\u001e${mark}{"kind":"answer","heads":["a`],
    ['the mark with a list', `\u001e${mark}[1,2]`],
    ['the mark with null', `\u001e${mark}null`],
    ['an unknown kind', line({ kind: 'shutdown' })],
    ['nothing', ''],
  ])('is not read from %s', (_, text) => {
    expect(readLine(text, mark)).toBeUndefined();
  });

  it('is found behind a last line without line break of somebody else', () => {
    expect(readLine(`loading settings...${line({ kind: 'end' })}`, mark)).toEqual({ kind: 'end' });
  });

  it('survives fields of wrong types', () => {
    const message = readLine(
      line({ kind: 'answer', current: 'a1', heads: { 0: 'x' }, applied: [1, null], stamped: 'yes', database: 3, locked: 'no' }),
      mark,
    );
    expect(message).toMatchObject({
      facts: { current: [], heads: [], applied: ['', ''], stamped: false, database: '', locked: undefined, fingerprint: undefined },
    });
  });

  it('says what failed and where', () => {
    const data = {
      kind: 'failure',
      phase: 'migration',
      type: 'UndefinedTable',
      message: 'no such',
      sqlstate: '42P01',
      statement: 'alter',
      place: { path: 'a.py', line: 7 },
      revision: 'a1',
      loose: true,
    };
    expect(readLine(line(data), mark)).toEqual({
      kind: 'failure',
      trouble: { ...data, kind: undefined, place: { path: 'a.py', line: 7 } },
    });
    expect(readLine(line({ ...data, place: null, sqlstate: null }), mark)).toMatchObject({
      trouble: { place: undefined, sqlstate: undefined },
    });
  });
});
