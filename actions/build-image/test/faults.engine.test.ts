import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import { startFakeRegistry } from './fake-registry.ts';
import { imagesOf, openWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
}, 60_000);
afterAll(() => place.close());

describe('what goes wrong has a name', () => {
  test('a failing step: its title, its line, its last output, an annotation, nothing pushed', async () => {
    const failure = await failureOf(
      place.start({ image: `${place.image}-broken`, context: 'shell', file: 'shell/broken.Dockerfile' }).work,
    );
    expect(failure.reason).toBe('build-failed');
    expect(failure.message).toContain('[2/2] RUN echo last words');
    expect(failure.message).toContain('shell/broken.Dockerfile:3');
    expect(failure.message).toContain('\nlast words\n');
    expect(failure.details.state).toBe('Nothing was pushed.');
    expect(failure.details.annotations).toEqual([expect.objectContaining({ level: 'error', file: 'shell/broken.Dockerfile', line: 3 })]);
    expect(place.tagsOf(`${place.image}-broken`)).toEqual([]);
  }, 60_000);

  test.each([
    ['a Dockerfile that is none', { context: 'shell', file: 'shell/typo.Dockerfile' }, 'build-failed', 'typo.Dockerfile:2'],
    [
      'a base that cannot be had',
      { context: 'shell', file: 'shell/base.Dockerfile', retries: '1' },
      'base-image-unavailable',
      '127.0.0.1:1/none/such',
    ],
    ['no context', { context: 'nowhere' }, 'context-missing', 'nowhere is not there'],
    ['no Dockerfile', { context: 'app', file: 'app/Containerfile' }, 'dockerfile-missing', 'app/Containerfile'],
    ['a wrong password', { context: 'app', 'registry-password': 'not the password' }, 'registry-refused', '401'],
  ])(
    '%s',
    async (_, given, reason, words) => {
      const failure = await failureOf(place.start(given).work);
      expect(failure.reason).toBe(reason);
      expect(failure.message).toContain(words);
      expect(failure.details.hint).toBeTruthy();
    },
    60_000,
  );

  test('a registry that answers 500: found out before anything is built', async () => {
    const fake = await startFakeRegistry((_, response) => void response.writeHead(500).end());
    try {
      const { work, host } = place.start({ image: `${fake.address}/acme/app`, context: 'app' });
      const failure = await failureOf(work);
      expect(failure).toMatchObject({ reason: 'registry-error', details: { state: 'Nothing was built.' } });
      expect(host.text()).not.toContain('#1 ');
      expect(fake.seen).toHaveLength(3);
    } finally {
      await fake.stop();
    }
  }, 30_000);

  test('a build that takes too long is ended', async () => {
    const started = Date.now();
    const failure = await failureOf(place.start({ context: 'shell', file: 'shell/slow.Dockerfile', timeout: '3s' }).work);
    expect(failure.reason).toBe('timeout');
    expect(Date.now() - started).toBeLessThan(12_000);
  }, 30_000);

  test('a registry that fails in the middle of a push: no image under a throw-away name stays in the engine', async () => {
    const fake = await startFakeRegistry((request, response) => {
      if (request.path === '/v2/') response.end('{}');
      else if (request.method === 'POST' && fake.seen.filter(({ method }) => method === 'POST').length === 1) response.writeHead(202).end();
      else response.writeHead(429, { 'content-type': 'application/json' }).end('{"errors":[{"code":"TOOMANYREQUESTS","message":"slow"}]}');
    });
    try {
      const { work } = place.start({ image: `${fake.address}/acme/app`, context: 'app', retries: '0' });
      expect(await failureOf(work)).toMatchObject({ reason: 'registry-error', details: { state: 'No tag was changed.' } });
      expect(imagesOf(fake.address)).toEqual([]);
    } finally {
      await fake.stop();
    }
  }, 60_000);
});
