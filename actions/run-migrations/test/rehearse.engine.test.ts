import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { watchCommandLines } from '../../../test/harness/processes.ts';
import { linear, runCore } from './fixture.ts';
import { buildImage, docker, password, type Stack, startStack } from './stack.ts';

describe('run-migrations, rehearsed on a copy', () => {
  const image = `rehearse-${randomBytes(4).toString('hex')}:v1`;
  let stack: Stack;
  beforeAll(async () => {
    buildImage(image);
    stack = startStack(image, { revisions: linear.slice(0, 2) });
    const first = await runCore(stack.inputs, stack.folder);
    expect(first.failure?.text).toBeUndefined();
    stack.sql("insert into notes select n, 'note ' || n, false from generate_series(1, 500) n");
    stack.sql('insert into notes values (501, null, false)');
    // A restored backup, as backup-db leaves it: of the same moment, without sessions.
    stack.sql('create database restored template notes', 'postgres');
  }, 240_000);
  afterAll(() => {
    const left = stack.left();
    stack.down();
    docker('image', 'rm', '--force', image);
    expect(left).toBe('');
  }, 60_000);

  const clone = (): Record<string, string> => ({ ...stack.inputs, rehearse: 'clone', 'rehearse-database': 'restored' });

  it('runs up, down and up again there, times it, names the locks, and then migrates the live one', async () => {
    stack.add({ ...linear[2], id: 'c3', parent: 'b2' });
    // One of a run that nobody ended: its time is over.
    const labels = ['--label', `slipway.rehearsal=${stack.name}`, '--label', 'slipway.until=1'];
    docker('run', '--detach', '--name', `${stack.name}-rehearsal-lost`, ...labels, image);
    const { result: ended, commandLines } = await watchCommandLines(() => runCore(clone(), stack.folder));
    expect(ended.failure?.text).toBeUndefined();
    expect(ended.result).toMatchObject({ outcome: 'migrated', outputs: { applied: 'c3', 'old-code-compatible': 'true' } });
    const rehearsal = JSON.parse(ended.result?.outputs.rehearsal ?? '{}') as Record<string, unknown>;
    expect(rehearsal).toMatchObject({ revisions: [{ id: 'c3' }], repeatable: true, notes: [] });
    expect(Object.keys(rehearsal['locks'] as object)).toEqual(['public.notes']);
    expect(ended.result?.summary).toContain('Down and up again led to the same schema.');
    expect(stack.sql('select count(*) from notes')).toBe('501');
    // The copy's password is none, and the real one went nowhere.
    expect([...commandLines].filter((line) => line.includes(password))).toEqual([]);
    expect(ended.log).not.toContain(password);
  }, 400_000);
});
