import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { runBundle, type StepResult } from '../../harness/action.ts';
import { sendJson, serve, type TestServer } from './serve.ts';

const retryDelay = 1500;
/** For the end of the process, and a machine that has other work. */
const margin = 700;

let server: TestServer | undefined;
afterEach(() => server?.close());

interface Service {
  readonly url: string;
  /** Requests for the service that is ill. */
  readonly asked: () => number;
  recover(): void;
}

/** Services of which /ill is unhealthy until `recover` is called. */
async function startServices(): Promise<Service> {
  let healthy = false;
  let asked = 0;
  server = await serve((request, response) => {
    const ill = request.url === '/ill';
    if (ill) asked++;
    const good = healthy || !ill;
    sendJson(response, { status: good ? 'healthy' : 'unhealthy' }, good ? 200 : 503);
  });
  const recover = (): void => {
    healthy = true;
  };
  return { url: server.url, asked: () => asked, recover };
}

/** Lets the service recover some time after a failure, and says how long it took from there to the end of the action. */
async function timeToTell(service: Service, later: number, checking: Promise<StepResult>): Promise<number> {
  const until = performance.now() + 20_000;
  while (service.asked() < 2 && performance.now() < until) await sleep(5);
  await sleep(later);
  const recovered = performance.now();
  service.recover();
  const result = await checking;
  expect(result.outputs).toMatchObject({ outcome: 'healthy' });
  return performance.now() - recovered;
}

const manner = { 'retry-delay': `${retryDelay}ms`, consecutive: '1', deadline: '30s' };

// At the beginning, in the middle and near the end of a pause.
test.each([50, 600, 1200])(
  'a service that becomes healthy %i ms after a failure is reported within one retry delay',
  async (later) => {
    const service = await startServices();
    const checking = runBundle('smoke-health', { inputs: { ...manner, url: `${service.url}/ill` }, deadline: 40_000 });
    expect(await timeToTell(service, later, checking)).toBeLessThan(retryDelay + margin);
  },
  60_000,
);

test('so it is as one of forty in a file', async () => {
  const service = await startServices();
  const cwd = mkdtempSync(join(tmpdir(), 'slipway-recovery-'));
  const paths = [...Array.from({ length: 39 }, (_, number) => `/well/${number}`), '/ill'];
  writeFileSync(join(cwd, 'checks.yml'), paths.map((path) => `- url: ${path}\n  conditions: ["[BODY].status == healthy"]\n`).join(''));
  const inputs = { ...manner, url: service.url, 'checks-file': 'checks.yml' };
  const checking = runBundle('smoke-health', { inputs, cwd, deadline: 40_000 });
  expect(await timeToTell(service, 50, checking)).toBeLessThan(retryDelay + margin);
  rmSync(cwd, { recursive: true, force: true });
}, 60_000);
