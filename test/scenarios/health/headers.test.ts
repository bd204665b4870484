import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runBundle, type StepResult } from '../../harness/action.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { startState } from './seeds/seed.ts';
import { threads } from './seeds/threads.ts';

/** S0: the security headers of its page, by the pack that is made for them, over HTTPS. */
let folder: string;
let certificate: Certificate;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-headers-'));
  certificate = makeCertificate(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function headersOf(state: string): Promise<StepResult> {
  const server = await startState(threads.states[state] ?? {}, certificate);
  const inputs = { url: server.url, pack: 'security-headers', consecutive: '1', 'retry-delay': '100ms', deadline: '1500ms' };
  try {
    return await runBundle('smoke-health', { inputs, env: { NODE_EXTRA_CA_CERTS: certificate.file }, deadline: 30_000 });
  } finally {
    await server.close();
  }
}

test('the page as it should be', async () => {
  const result = await headersOf('healthy');
  expect({ ...result.outputs, log: result.log }).toMatchObject({ outcome: 'healthy', failed: '0' });
});

test('the page without three of them: each that is lost is named, and no other', async () => {
  const result = await headersOf('headers lost');
  expect(result.outputs).toMatchObject({ outcome: 'failed', reason: 'unhealthy', failed: '3' });
  const { checks } = JSON.parse(result.outputs['report'] ?? '') as { checks: { name: string; passed: boolean }[] };
  expect(checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual([
    'security-headers/transport',
    'security-headers/framing',
    'security-headers/content policy',
  ]);
});
