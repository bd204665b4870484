import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StepResult } from '../harness/action.ts';
import { type ReleaseStage, startReleaseStage } from './release.ts';

let stage: ReleaseStage;
let before: string;
/** Everything that people saw. */
const seen: string[] = [];

beforeAll(async () => {
  stage = await startReleaseStage();
  const first = await stage.release('v1');
  if (!first.success) throw new Error(first.log);
  seen.push(first.log, first.summary);
  before = await stage.state();
}, 240_000);
afterAll(() => stage?.remove(), 60_000);

/** A failure tells a reason, a sentence and what to do, in one error annotation; and nothing on the server is another than before. */
async function expectRefusal(result: StepResult, reason: string, words: RegExp): Promise<void> {
  seen.push(result.log, result.summary);
  expect(result.code).toBe(1);
  expect(result.outputs).toMatchObject({ outcome: 'failed', reason });
  const errors = result.annotations.filter((annotation) => annotation.title === reason);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toMatch(words);
  expect(result.log).not.toMatch(/^\s+at .*\.js:\d+/m);
  expect(await stage.state()).toBe(before);
  expect(await stage.served()).toBe('v1');
}

test('an environment that the Slipway file does not have', async () => {
  const result = await stage.release('v2', { inputs: { environment: 'prodution' } });
  await expectRefusal(
    result,
    'unknown-environment',
    /no environment 'prodution': production; did you mean production.*Nothing was changed.*Set the input environment/s,
  );
}, 60_000);

test('a Slipway file with two mistakes shows both at their lines', async () => {
  const good = stage.slipway;
  stage.slipway = good.replace('bake-time: 4s', 'bake-time: soon').replace('  destination:', '  destinaton:');
  const result = await stage.release('v2');
  stage.slipway = good;
  await expectRefusal(
    result,
    'config-invalid',
    /destinaton: is not a key here; did you mean destination[\s\S]*bake-time: is not a duration/,
  );
  expect(result.annotations.filter((annotation) => annotation.file === '.github/slipway.yml')).toHaveLength(2);
}, 60_000);

test('a compose file that is not there', async () => {
  const good = stage.slipway;
  stage.slipway = `${good}compose-file: compose.production.yml\n`;
  const result = await stage.release('v2');
  stage.slipway = good;
  await expectRefusal(
    result,
    'compose-missing',
    /compose\.production\.yml cannot be read.*Nothing was changed.*Check the input compose-file/s,
  );
}, 60_000);

test('a compose file that compose cannot read', async () => {
  const good = stage.slipway;
  stage.slipway = `${good}compose-file: backend/requirements.txt\n`;
  const result = await stage.release('v2');
  stage.slipway = good;
  await expectRefusal(result, 'compose-invalid', /Compose cannot read backend\/requirements\.txt.*Nothing was changed/s);
}, 60_000);

test('a host key that is not known', async () => {
  const result = await stage.release('v2', {
    inputs: { 'known-hosts': 'elsewhere.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNsaXB3YXlTbGlwd2F5U2xpcHdheVNsaXB3YXlTbGlw' },
  });
  await expectRefusal(result, 'host-key-missing', /is not in known-hosts.*Nothing was changed.*ssh-ed25519/s);
}, 60_000);

test('a host key that is another one shows both fingerprints and no line to paste', async () => {
  const [name = ''] = stage.target.ssh.knownHosts.split(' ');
  const wrong = `${name} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNsaXB3YXlTbGlwd2F5U2xpcHdheVNsaXB3YXlTbGlw`;
  const result = await stage.release('v2', { inputs: { 'known-hosts': wrong } });
  await expectRefusal(result, 'host-key-mismatch', /SHA256:.*SHA256:.*Nothing was changed/s);
  expect(result.log).not.toContain(stage.target.ssh.knownHosts.split(' ')[2]);
}, 60_000);

test('a registry that answers 500', async () => {
  const server = createServer((_, response) => response.writeHead(500).end('out of order'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const good = stage.slipway;
  stage.slipway = good.replaceAll(stage.registry.address, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  const result = await stage.release('v2');
  stage.slipway = good;
  server.close();
  await expectRefusal(result, 'registry-error', /500|server error/i);
}, 200_000);

test('a database that refuses', async () => {
  const env = '/home/deploy/apps/notes/.env';
  await stage.target.exec(['sed', '-i', 's/^POSTGRES_PASSWORD=.*/POSTGRES_PASSWORD=wrong-one-8888/', env]);
  const result = await stage.release('v2');
  await stage.target.exec(['sed', '-i', `s/^POSTGRES_PASSWORD=.*/POSTGRES_PASSWORD=${stage.password}/`, env]);
  seen.push(result.log, result.summary);
  expect(result.outputs).toMatchObject({ outcome: 'failed', reason: 'database-unreachable' });
  expect(result.code).toBe(1);
  expect(result.log).not.toContain('wrong-one-8888');
  expect(await stage.served()).toBe('v1');
  expect((await stage.state()).replace(/^notes-notes-.*\n/gm, '')).toBe(before.replace(/^notes-notes-.*\n/gm, ''));
}, 200_000);

test('no secret was shown in any of it, and the lease is free', async () => {
  expect(seen.join('')).not.toContain(stage.password);
  for (const line of stage.target.ssh.key.split('\n').filter((part) => part.length > 20 && !part.startsWith('-----')))
    expect(seen.join('')).not.toContain(line);
  expect((await stage.target.exec(['test', '-e', '/home/deploy/.slipway/notes/lease'])).code).toBe(1);
}, 30_000);
