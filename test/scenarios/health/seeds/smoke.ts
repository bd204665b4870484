import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { runBundle, type StepResult } from '../../../harness/action.ts';
import { type Seed, startState } from './seed.ts';
import { login } from './threads.ts';

/** Runs the action with a checks file, or without, against an application in a state. */
export async function smoke(seed: Seed, state: string, inputs: Readonly<Record<string, string>> = {}, path = '/'): Promise<StepResult> {
  const found = seed.states[state];
  if (found === undefined) throw new Error(`there is no state ${state}`);
  const server = await startState(found);
  const cwd = mkdtempSync(join(tmpdir(), 'slipway-seed-'));
  writeFileSync(join(cwd, 'checks.yml'), seed.checks.trimStart());
  const env = { APP_HOST: `127.0.0.1:${server.port}`, METRICS_LOGIN: login };
  const manner = { url: `${server.url}${path}`, 'retry-delay': '100ms', deadline: '1500ms', 'expect-version': 'any' };
  try {
    return await runBundle('smoke-health', { inputs: { ...manner, ...inputs }, env, cwd, deadline: 30_000 });
  } finally {
    await server.close();
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Inputs of a check by the team's file. */
export const file = { 'checks-file': 'checks.yml' };

export function expectHealthy(result: StepResult): void {
  expect({ outputs: result.outputs, log: result.code === 0 ? '' : result.log }).toMatchObject({
    outputs: { outcome: 'healthy', healthy: 'true', failed: '0' },
    log: '',
  });
}

export interface Told {
  readonly reason: string;
  /** What the one error that ends the step says. */
  readonly words: RegExp;
  /** The condition that an annotation names, at its line of the checks file. */
  readonly condition?: string;
}

export function expectFailed(result: StepResult, seed: Seed, { reason, words, condition }: Told): void {
  expect(result.outputs).toMatchObject({ outcome: 'failed', healthy: 'false', reason });
  const errors = result.annotations.filter(({ level }) => level === 'error');
  expect(errors.filter(({ title }) => title === reason).map(({ message }) => message)).toEqual([expect.stringMatching(words)]);
  if (condition === undefined) return;
  const line =
    seed.checks
      .trimStart()
      .split('\n')
      .findIndex((text) => text.includes(condition)) + 1;
  expect(errors).toContainEqual(expect.objectContaining({ file: 'checks.yml', line, title: expect.stringContaining(condition) }));
}
