import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { planChecks } from '../src/plan.ts';
import { run } from '../src/run.ts';
import { certificate } from './certificate.ts';
import { answering, inputsOf, instantPorts } from './support.ts';
import { checkOf, context, failureOf, folder, plan, started, write } from './workspace.ts';

test('a certificate of the client is read from the repository, and nowhere else', async () => {
  const { cert, key } = certificate(20);
  write(cert, 'tls/client.pem');
  write(key, 'tls/client.key');
  const file = (name: string): string =>
    `- url: https://a.example.com\n  client: { tls: { certificate-file: ${name}, private-key-file: tls/client.key } }\n`;
  expect(await checkOf(file('tls/client.pem'))).toMatchObject({ clientCertificate: cert, clientKey: key });
  expect((await failureOf(plan(file('../../etc/hostname')))).message).toContain('cannot be read in the repository');
});

describe('a link in the repository', () => {
  const outside = mkdtempSync(join(tmpdir(), 'slipway-outside-'));
  const link = (target: string, name: string): void => {
    rmSync(join(folder, name), { force: true });
    symlinkSync(target, join(folder, name));
  };

  afterAll(() => rmSync(outside, { recursive: true }));

  test('does not lead the report out of the workspace', async () => {
    const server = await started(answering({ status: 'ok' }));
    link(outside, 'out-link');
    link(join(outside, 'not-there.xml'), 'report.xml');
    writeFileSync(join(outside, 'there.xml'), 'mine');
    link(join(outside, 'there.xml'), 'there.xml');
    for (const file of ['out-link/smoke.xml', 'out-link/a/b/smoke.xml', 'report.xml', 'there.xml']) {
      const ports = { ...instantPorts(), context };
      await run(inputsOf({ url: server.url, 'junit-file': file }), ports);
      expect(ports.written.join('')).toContain(`${file} was not written`);
    }
    expect(readdirSync(outside)).toEqual(['there.xml']);
    expect(readFileSync(join(outside, 'there.xml'), 'utf8')).toBe('mine');
  });

  test('is followed where it stays inside', async () => {
    const server = await started(answering({ status: 'ok' }));
    mkdirSync(join(folder, 'kept'), { recursive: true });
    link('kept', 'kept-link');
    await run(inputsOf({ url: server.url, 'junit-file': 'kept-link/new/smoke.xml' }), { ...instantPorts(), context });
    expect(readFileSync(join(folder, 'kept/new/smoke.xml'), 'utf8')).toContain('<testsuite');
    write('- url: https://a.example.com\n', 'kept/checks.yml');
    expect((await planChecks(inputsOf({ 'checks-file': 'kept-link/checks.yml' }), { context })).checks).toHaveLength(1);
  });

  test('lets no file of checks, certificate or key in from elsewhere', async () => {
    writeFileSync(join(outside, 'checks.yml'), '- url: https://a.example.com\n');
    link(join(outside, 'checks.yml'), 'linked.yml');
    const failure = await failureOf(planChecks(inputsOf({ 'checks-file': 'linked.yml' }), { context }));
    expect(failure).toMatchObject({ reason: 'checks-missing', message: expect.stringContaining('a link leads out of it') });
    link(join(outside, 'checks.yml'), 'linked.pem');
    const tls = '{ tls: { certificate-file: linked.pem, private-key-file: linked.pem } }';
    expect((await failureOf(plan(`- { url: "https://a.example.com", client: ${tls} }\n`))).message).toContain(
      'linked.pem cannot be read in the repository',
    );
  });
});
