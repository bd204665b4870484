import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { checkInputs } from '../src/check.ts';
import { classify } from '../src/classify/classify.ts';
import { type Live, nothingLive } from '../src/classify/hazard.ts';
import { openParser } from '../src/classify/parse.ts';
import { decide, idleAllows } from '../src/classify/policy.ts';
import { ruleNames } from '../src/classify/rule-names.ts';
import { inputsOf } from './fixture.ts';
import { labels } from './labels.ts';

describe('a finding', () => {
  it('says how large the table is, and the limit that decides', async () => {
    const notes = { rows: 200_000, bytes: 16_000_000, columns: {}, proven: [] };
    const large: Live = { ...nothingLive, tables: { notes } };
    const statements = [{ sql: 'create index i on notes (id)', line: 3 }];
    const revisions = [{ id: 'r1', path: 'v/r1.py', statements, unseen: undefined, allows: [] }];
    const judged = classify({ transactional: true, perRevision: false, revisions }, large, await openParser());
    const at = (maxRows: number) => decide(judged, large, { allow: [], maxRows });
    const words = 'The index is built while nobody can write to the table; notes has about 200,000 rows (16.0 MB)';
    expect(at(100_000)[0]).toMatchObject({ level: 'error', why: `${words}, above max-lock-rows (100,000)` });
    expect(at(1_000_000)[0]).toMatchObject({ level: 'warning', why: `${words}, not above max-lock-rows (1,000,000)` });
  });

  it('names a comment that allows nothing, at its line', () => {
    const allows = [
      { rule: 'drop-colum', reason: 'no version reads it', line: 4 },
      { rule: 'drop-table', reason: '', line: 5 },
      { rule: 'drop-view', reason: 'gone', line: 6 },
    ];
    expect(idleAllows([{ id: 'r1', path: 'v/r1.py', allows }])).toMatchObject([
      {
        level: 'warning',
        line: 4,
        path: 'v/r1.py',
        why: 'The comment allows nothing: no rule is named drop-colum (did you mean drop-column?)',
      },
      { level: 'warning', line: 5, why: 'The comment allows nothing: it gives no reason' },
    ]);
    expect(checkInputs(inputsOf({ allow: 'drop-colum: no version reads it' })).map(({ message }) => message)).toEqual([
      "has 'drop-colum: no version reads it', but no rule is named drop-colum (did you mean drop-column?)",
    ]);
  });

  it('knows the name of every rule that finds something', async () => {
    const folder = new URL('../src/classify/rules/', import.meta.url);
    const texts = await Promise.all((await readdir(folder)).map((name) => readFile(new URL(name, folder), 'utf8')));
    const written = texts.join('').matchAll(/(?:rule: |rule = |\b(?:briefly|breaking|breaks|lost|rewriting|checked)\(\s*)'([a-z-]+)'/g);
    const names = new Set([
      ...[...written].map(([, name = '']) => name),
      ...labels.flatMap(({ found }) => found.map((one) => one.split(' ')[0] ?? '')),
    ]);
    names.delete('brief');
    expect(names.size).toBeGreaterThan(50);
    expect([...names].filter((name) => !ruleNames.includes(name))).toEqual([]);
  });
});
