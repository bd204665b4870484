import { describe, expect, test } from '@jest/globals';
import { checkInputs } from '../src/check.ts';
import { inputsOf } from './fixture.ts';

describe('the inputs', () => {
  const base = { destination: '/b', 'project-name': 'notes', 'age-recipients': 'age1abc' };
  const problems = (more: Record<string, string>): string[] => checkInputs(inputsOf({ ...base, ...more })).map(({ input }) => input);

  test.each([
    [{}, []],
    [{ destination: 'backups' }, ['destination']],
    [{ destination: '/b\n/b' }, ['destination']],
    [{ destination: '/b\n/c\nd' }, ['destination']],
    [{ destination: '/b\ns3://bucket', 'min-copies': '2' }, []],
    [{ destination: '/b\ns3://bucket', 'min-copies': '3' }, ['min-copies']],
    [{ destination: 'sftp://nas.example.com/b' }, ['ssh-key', 'known-hosts']],
    [{ destination: 'sftp://nas.example.com/b', 'ssh-key': 'key', 'known-hosts': 'line' }, []],
    [{ destination: '/b', 'ssh-key': 'key', 'known-hosts': 'line' }, ['host']],
    [{ 'project-name': '' }, ['project-name']],
    [{ 'project-name': '', 'database-url': 'postgresql://a@b/c' }, []],
    [{ 'project-name': '', mode: 'list' }, []],
    [{ 'age-recipients': '' }, ['age-recipients']],
    [{ 'age-recipients': '', encryption: 'none' }, []],
    [{ encryption: 'none' }, ['age-recipients']],
    [{ destination: 'artifact://' }, []],
    [{ destination: 'artifact://', 'age-recipients': '', encryption: 'none' }, ['encryption']],
    [{ destination: '/b\nartifact://', 'min-copies': '1', 'age-recipients': '', encryption: 'none' }, ['encryption']],
    [{ destination: 'artifact://', mode: 'list', 'age-recipients': '', encryption: 'none' }, []],
    [{ 'age-recipients': 'ssh-ed25519 AAAA' }, ['age-recipients']],
    [{ mode: 'verify', verify: 'none' }, ['verify']],
    [{ mode: 'verify', id: '../x' }, ['id']],
    [{ mode: 'restore', into: "x'; drop" }, ['into']],
    [{ tag: 'a b' }, ['tag']],
    [{ host: 'app.example.com' }, ['ssh-key', 'known-hosts']],
  ])('%j: %j', (more, expected) => {
    expect(problems(more)).toEqual(expected);
  });

  test('a private key among the recipients is not shown', () => {
    const [problem] = checkInputs(inputsOf({ ...base, 'age-recipients': 'AGE-SECRET-KEY-1QQQQ' }));
    expect(problem?.message).toMatch(/private key/);
    expect(problem?.message).not.toContain('QQQQ');
  });
});
