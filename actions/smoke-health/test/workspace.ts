import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { Failure, forgetSecrets } from '@slipway/action';
import type { Check } from '@slipway/checks';
import { planChecks } from '../src/plan.ts';
import type { Plan } from '../src/planned.ts';
import { inputsOf, instantPorts, type TestServer } from './support.ts';

/** A workspace with a file of checks, for the tests of one file; it is gone when they are over. */
export const folder = mkdtempSync(join(tmpdir(), 'slipway-checks-'));
export const servers: TestServer[] = [];

afterEach(async () => {
  forgetSecrets();
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

export async function started(server: Promise<TestServer>): Promise<TestServer> {
  servers.push(await server);
  return server;
}

export function write(text: string, path = 'checks.yml'): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return path;
}

export const context = { ...instantPorts().context, workspace: folder };
export const plan = (text: string, more: Record<string, string> = {}, environment: Record<string, string> = {}): Promise<Plan> =>
  planChecks(inputsOf({ 'checks-file': write(text), ...more }), { context, environment });

export async function checkOf(text: string, more: Record<string, string> = {}, environment: Record<string, string> = {}): Promise<Check> {
  const { checks } = await plan(text, more, environment);
  const [first] = checks;
  if (first === undefined || checks.length !== 1) throw new Error(`${checks.length} checks`);
  return first.check;
}

export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome: unknown = await promise.catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error('it did not fail', { cause: outcome });
}
