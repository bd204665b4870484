import { describe, expect, test } from '@jest/globals';
import type { Shell } from '@slipway/shell';
import { type DockerConfig, findCredentials, parseDockerConfig, withCredentials } from '../src/credentials.ts';
import { parseRepository, type Repository } from '../src/repository.ts';

const repository = parseRepository('ghcr.io/acme/app') as Repository;
const auth = Buffer.from('me:pass:word').toString('base64');

function helperShell(answer: object | undefined, seen: string[][] = []): Shell {
  const run: Shell['run'] = async (argv) => {
    seen.push([...argv]);
    return { code: answer ? 0 : 1, stdout: JSON.stringify(answer ?? ''), stderr: '', duration: 1 };
  };
  return { run } as Shell;
}

describe('credentials that docker login left', () => {
  test.each<[string, DockerConfig, unknown]>([
    ['nobody signed in', {}, undefined],
    ['in the file', { auths: { 'ghcr.io': { auth } } }, { username: 'me', password: 'pass:word' }],
    ['in the file, by URL', { auths: { 'https://ghcr.io': { auth } } }, { username: 'me', password: 'pass:word' }],
    ['for another registry', { auths: { 'quay.io': { auth } } }, undefined],
    ['an identity token', { auths: { 'ghcr.io': { auth, identitytoken: 'tok' } } }, { identityToken: 'tok' }],
  ])('%s', async (_, config, expected) => {
    expect(await findCredentials(helperShell(undefined), config, repository)).toEqual(expected);
  });

  test('a helper for the registry comes before the store for all', async () => {
    const seen: string[][] = [];
    const found = await findCredentials(
      helperShell({ Username: 'u', Secret: 's' }, seen),
      { credsStore: 'desktop', credHelpers: { 'ghcr.io': 'gh' } },
      repository,
    );
    expect(found).toEqual({ username: 'u', password: 's' });
    expect(seen).toEqual([['docker-credential-gh', 'get']]);
    expect(await findCredentials(helperShell({ Username: '<token>', Secret: 's' }), { credsStore: 'desktop' }, repository)).toEqual({
      identityToken: 's',
    });
  });

  test('a helper name that is a path is not run', async () => {
    const seen: string[][] = [];
    await findCredentials(helperShell({}, seen), { credsStore: '../../evil' }, repository);
    expect(seen).toEqual([]);
  });

  test('a broken file is no credentials', () => {
    expect(parseDockerConfig('{')).toEqual({});
    expect(parseDockerConfig('[]')).toEqual({});
    expect(parseDockerConfig(undefined)).toEqual({});
  });
});

test('a configuration with our credentials keeps what the user set up', () => {
  const user = {
    credsStore: 'desktop',
    auths: { 'quay.io': {}, 'ghcr.io': {} },
    credHelpers: { 'ecr.example.com': 'ecr' },
    currentContext: 'remote',
    cliPluginsExtraDirs: ['/opt/plugins'],
  };
  expect(withCredentials(user, '/home/me/.docker', 'ghcr.io', 'bot', 'secret')).toEqual({
    auths: { 'quay.io': {}, 'ghcr.io': { auth: Buffer.from('bot:secret').toString('base64') } },
    credHelpers: { 'quay.io': 'desktop', 'ecr.example.com': 'ecr' },
    currentContext: 'remote',
    cliPluginsExtraDirs: ['/opt/plugins', '/home/me/.docker/cli-plugins'],
  });
});
