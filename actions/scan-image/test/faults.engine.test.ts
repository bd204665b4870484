import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import { testUser } from '../../../test/engines/registry.ts';
import { watchCommandLines } from '../../../test/harness/processes.ts';
import { openWorkplace, tool, type Workplace } from './workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace('clean');
}, 90_000);
afterAll(() => place.close());

describe('faults are not findings', () => {
  test.each([
    ['a wrong password', { 'registry-password': 'not the password' }, 'scanner-error'],
    ['an image that is not there', { image: 'absent' }, 'scanner-error'],
    ['a scanner that is not there', { 'tool-path': '/nowhere/trivy' }, 'program-missing'],
    ['a scanner that writes nothing', { 'tool-path': '/bin/true' }, 'scanner-error'],
    ['a scanner that takes too long', { 'tool-path': 'slow', timeout: '1s' }, 'timeout'],
    ['a report about another image', { 'tool-path': 'liar' }, 'scanner-error'],
    ['an ignore file that is not there', { 'ignore-file': 'nowhere' }, 'bad-input'],
  ])(
    '%s',
    async (_, given: Record<string, string>, reason) => {
      const program = (name: string, text: string): string => {
        place.write(name, `#!/bin/sh\n${text}\n`);
        chmodSync(join(place.folder, name), 0o755);
        return join(place.folder, name);
      };
      const absent = `${place.registry}/acme/clean@sha256:${'0'.repeat(64)}`;
      const tools: Record<string, string> = {
        slow: program('slow', 'sleep 30'),
        liar: program('liar', `printf '{"SchemaVersion":2,"Metadata":{"RepoDigests":["a@sha256:${'1'.repeat(64)}"]}}' > "$TRIVY_OUTPUT"`),
      };
      const image = given['image'] === 'absent' ? absent : place.image('clean');
      const name = given['tool-path'] ?? tool;
      const { work, host } = place.scan({ ...given, image, 'tool-path': tools[name] ?? name });
      const failure = await failureOf(work);
      expect(failure.reason).toBe(reason);
      expect(readdirSync(host.context.temp).filter((entry) => entry.startsWith('slipway-scanner-'))).toEqual([]);
    },
    30_000,
  );

  test('no secret on a command line, and no variable of the job in the scanner', async () => {
    const spy = join(place.folder, 'spy');
    writeFileSync(spy, `#!/bin/sh\nenv > "${place.folder}/spied"\nexec "${tool}" "$@"\n`, { mode: 0o755 });
    process.env['SLIPWAY_TEST_TOKEN'] = 'ghs-5d1c9e';
    try {
      const { commandLines } = await watchCommandLines(() => place.scan({ image: place.image('clean'), 'tool-path': spy }).work);
      const seen = [...commandLines];
      expect(seen.some((line) => line.includes(`image -- ${place.image('clean')}`))).toBe(true);
      expect(seen.filter((line) => line.includes(testUser.password))).toEqual([]);
    } finally {
      delete process.env['SLIPWAY_TEST_TOKEN'];
    }
    const names = readFileSync(join(place.folder, 'spied'), 'utf8')
      .split('\n')
      .map((line) => line.split('=')[0] ?? '');
    const allowed = /^(PATH|HOME|TMPDIR|DOCKER_CONFIG|TRIVY_\w+|PWD|OLDPWD|SHLVL|_|SSL_CERT_(FILE|DIR)|\w+_proxy|)$/i;
    expect(names.filter((name) => !allowed.test(name))).toEqual([]);
  }, 60_000);
});
