import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { forgetSecrets, maskSecret } from '@slipway/action';
import { failureOf } from '../../../test/engines/host.ts';
import { testUser } from '../../../test/engines/registry.ts';
import { watchCommandLines } from '../../../test/harness/processes.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

const secret = 'npm-token-4f9d1c77';
let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
}, 60_000);
afterAll(() => place.close());

describe('build, gate, tag', () => {
  test('pushes without a deployable tag, and tags the very digest afterwards', async () => {
    const name = `${place.image}-flow`;
    const { result, host } = await place.build({ image: name, context: 'app' });
    expect(result.outcome).toBe('built');
    expect(result.image).toBe(`${name}@${result.digest}`);
    expect(place.digestOf(result.digest, name)).toBe(result.digest);
    expect(result.tags).toEqual([]);
    expect(place.tagsOf(name).filter((tag) => !tag.startsWith('candidate-'))).toEqual([]);
    expect(Number(result.outputs.size)).toBeGreaterThan(0);
    expect(result.outputs.imageid).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(host.text()).toContain(`Pushed ${name}@${result.digest}`);

    const tagged = await place.build({ image: name, mode: 'tag', digest: result.digest, tags: '1.4.0\nlatest' });
    expect(tagged.result).toMatchObject({ outcome: 'tagged', digest: result.digest, tags: [`${name}:1.4.0`, `${name}:latest`] });
    expect([place.digestOf('1.4.0', name), place.digestOf('latest', name)]).toEqual([result.digest, result.digest]);
    const again = await place.build({ image: name, mode: 'tag', digest: result.digest, tags: 'latest' });
    expect(again.result.summary).toContain(result.digest);
  }, 60_000);

  test('push: tags gives the tags at once, push: none gives nothing away', async () => {
    const tagged = await place.build({ context: 'app', push: 'tags', tags: 'a\nb' });
    expect([place.digestOf('a'), place.digestOf('b')]).toEqual([tagged.result.digest, tagged.result.digest]);
    const kept = await place.build({ image: `${place.image}-kept`, context: 'app', push: 'none', tags: 'x' });
    expect(kept.result).toMatchObject({ image: '', digest: '', tags: [`${place.image}-kept:x`] });
    expect(execFileSync('docker', ['image', 'rm', `${place.image}-kept:x`]).toString()).toContain('Untagged');
    expect(place.digestOf('x', `${place.image}-kept`)).toBeUndefined();
  }, 60_000);

  test('labels say what the image was made of', async () => {
    const { result } = await place.build({ context: 'repository', push: 'tags', tags: 'labels', version: '1.4.0', labels: 'team=notes' });
    const labels = JSON.parse(
      execFileSync('docker', ['image', 'inspect', '-f', '{{json .Config.Labels}}', `${place.image}:labels`]).toString(),
    ) as unknown;
    const head = execFileSync('git', ['-C', join(place.folder, 'repository'), 'rev-parse', 'HEAD'])
      .toString()
      .trim();
    expect(labels).toMatchObject({
      'org.opencontainers.image.revision': head,
      'org.opencontainers.image.version': '1.4.0',
      'org.opencontainers.image.title': 'backend',
      'org.opencontainers.image.created': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      team: 'notes',
    });
    expect(result.outcome).toBe('built');
  }, 60_000);

  test('tagging a digest that is not there changes nothing', async () => {
    const failure = await failureOf(place.start({ mode: 'tag', digest: `sha256:${'0'.repeat(64)}`, tags: 'never' }).work);
    expect(failure.reason).toBe('digest-missing');
    expect(place.digestOf('never')).toBeUndefined();
  });
});

describe('secrets', () => {
  test('reach the build, and no command line, no log and no file that stays', async () => {
    forgetSecrets();
    maskSecret(testUser.password);
    const { result, commandLines } = await watchCommandLines(() =>
      place.build({ context: 'shell', secrets: `npm=${secret}`, 'no-cache': 'true' }),
    );
    expect(result.host.text()).toContain('the secret is there');
    const seen = [...commandLines];
    expect(seen.some((line) => line.includes('buildx build'))).toBe(true);
    expect(seen.filter((line) => line.includes(secret) || line.includes(testUser.password))).toEqual([]);
    expect(result.host.text()).not.toContain(secret);
    expect(readdirSync(result.host.context.temp)).toEqual([]);
  }, 60_000);

  test('are refused as build arguments', async () => {
    const failure = await failureOf(
      place.start({ context: 'app', secrets: `npm=${secret}`, 'build-args': `COLOUR=blue\nTOKEN=x-${secret}` }).work,
    );
    expect(failure).toMatchObject({ reason: 'secret-in-build-arg', message: 'The build argument TOKEN holds a masked secret.' });
    const { result } = await place.build({ context: 'app', secrets: `npm=${secret}`, 'build-args': 'COLOUR=blue' });
    expect(result.outcome).toBe('built');
  }, 60_000);
});
