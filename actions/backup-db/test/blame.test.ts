import { expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { firstToFail } from '../src/blame.ts';

const shell = localShell();
const start = (script: string) => shell.start(['sh', '-c', script], { title: script });

test.each([
  ['a signal that says so', 'kill -PIPE $$'],
  ['an exit code that says so, as of a program elsewhere', 'exit 141'],
  ['words that say so', 'echo "write error: Broken pipe" >&2; exit 1'],
  ['a signal of ours', 'kill -TERM $$'],
])('who lost its reader is not to blame, whoever is heard of first: %s', async (_, script) => {
  const writer = start(script);
  const reader = start('sleep 0.3; kill -KILL $$');
  const culprit = firstToFail(writer, reader);
  await writer.done.catch(() => {});
  expect(culprit()).toBe(writer);
  await reader.done.catch(() => {});
  expect(culprit()).toBe(reader);
});
