import { describe, expect, test } from '@jest/globals';
import { environmentName, Failure, type InputsOf, type Problem, readInputs } from '../src/index.ts';
import { contract } from './fixture/contract.ts';

type Given = Readonly<Record<string, string>>;

function read(given: Given, check?: (inputs: InputsOf<typeof contract>) => readonly Problem[]): InputsOf<typeof contract> {
  const env = Object.entries({ task: 'x', ...given }).map(([name, value]) => [environmentName(name), value]);
  return readInputs(contract, Object.fromEntries(env), check);
}

function problems(given: Given, check?: () => readonly Problem[]): string {
  try {
    read(given, check);
  } catch (error) {
    if (error instanceof Failure && error.reason === 'bad-input') return error.text;
    throw error;
  }
  throw new Error(`no problem was found in ${JSON.stringify(given)}`);
}

describe('what is read', () => {
  test('has every default, typed, and undefined for what is absent', () => {
    expect(read({})).toEqual({
      mode: 'apply',
      host: undefined,
      task: 'x',
      to: undefined,
      port: 22,
      retries: undefined,
      wait: 30_000,
      limit: undefined,
      verbose: false,
      paths: [],
      'ssh-key': undefined,
      'database-url': undefined,
      summary: true,
    });
  });

  test('keeps the type of every kind', () => {
    const key = '-----BEGIN KEY-----\n  abc \n-----END KEY-----\n';
    const given = {
      port: ' 2222 ',
      wait: '1h30m',
      verbose: 'TRUE',
      paths: '/a\n\n  /b  \n# no\n',
      'ssh-key': key,
      mode: ' undo ',
      to: 'v1',
    };
    expect(read(given)).toMatchObject({
      port: 2222,
      wait: 5_400_000,
      verbose: true,
      paths: ['/a', '/b'],
      'ssh-key': key,
      mode: 'undo',
      to: 'v1',
    });
  });

  test.each(['', ' ', '\n'])('takes %j as absent, as a missing secret arrives', (empty) => {
    expect(read({ port: empty, host: empty, verbose: empty })).toMatchObject({ port: 22, host: undefined, verbose: false });
  });

  test('names variables as a runner does: upper case, spaces to underscores, hyphens kept', () => {
    expect(environmentName('ssh-key of me')).toBe('INPUT_SSH-KEY_OF_ME');
  });
});

describe('what is refused', () => {
  test('everything at once, one line for each', () => {
    const text = problems({ task: '', port: 'ssh', wait: 'soon', verbose: 'yes', mode: 'aply', hots: 'app', host: 'a\nb' });
    const named = [...text.matchAll(/^- ([a-z-]+): /gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(['host', 'hots', 'mode', 'port', 'task', 'verbose', 'wait']);
    expect(text).toContain('7 inputs need attention');
    expect(text).toContain('Nothing was changed.');
  });

  test.each<[Given, string]>([
    [{ task: '' }, '- task: is required, and is missing or empty. Example: task: succeed'],
    [{ mode: 'undo' }, '- to: is required with mode undo, and is missing or empty. Example: to: v1'],
    [{ mode: 'udno' }, "'udno' is none of apply, undo; did you mean undo. Example: mode: undo"],
    [{ mode: 'Apply' }, "'Apply' is none of apply, undo; did you mean apply"],
    [{ port: '0' }, "'0' is not a whole number from 1 to 65535. Example: port: 22"],
    [{ port: '65536' }, "'65536' is not a whole number from 1 to 65535"],
    [{ port: '22.5' }, "'22.5' is not a whole number"],
    [{ port: '1e3' }, "'1e3' is not a whole number"],
    [{ retries: '-1' }, "'-1' is not a whole number of 0 or more. Example: retries: 3"],
    [{ wait: '90' }, "'90' is not a duration such as 90s, 5m or 1h30m. Example: wait: 5m"],
    [{ limit: '10m' }, "'10m' is not a duration from 1.0 s to 1 min"],
    [{ limit: '20ms' }, "'20ms' is not a duration from 1.0 s to 1 min"],
    [{ verbose: '1' }, "'1' is neither true nor false"],
    [{ host: 'a\u0000b' }, 'has line breaks or control characters; it takes one line'],
    [{ hots: 'x' }, '- hots: is not an input of fixture; did you mean host?'],
    [{ ssh_key: 'x' }, '- ssh_key: is not an input of fixture; did you mean ssh-key?'],
    [{ sshkey: 'x' }, 'did you mean ssh-key?'],
    [{ 'databse-url': 'x' }, 'did you mean database-url?'],
    [{ summery: 'x' }, 'did you mean summary?'],
  ])('%j', (given, text) => {
    expect(problems(given)).toContain(text);
  });

  test('an input far from every known one is left to the runner, which warns', () => {
    expect(() => read({ 'something-else-entirely': 'x' })).not.toThrow();
  });

  test("never with a secret's value", () => {
    const secret = 'postgres://u:p4ssw0rd\u0007@db/app';
    const text = problems({ 'database-url': secret, port: 'x' });
    expect(text).toContain('database-url: has line breaks or control characters');
    expect(text).not.toContain('p4ssw0rd');
  });

  test('a missing secret comes with the reason why secrets arrive empty', () => {
    const needsKey = { ...contract, inputs: { key: { ...contract.inputs['ssh-key'], required: true } } };
    expect(() => readInputs(needsKey, {})).toThrow('A secret that does not exist, or is not visible to this job, arrives empty.');
  });

  test('a long value is cut in the message', () => {
    const text = problems({ mode: 'x'.repeat(500) });
    expect(text).toContain(`'${'x'.repeat(57)}...'`);
    expect(text).not.toContain('x'.repeat(58));
  });

  test('contradictions, once the single inputs are good', () => {
    const check = (): Problem[] => [{ input: 'host', message: 'contradicts port' }];
    expect(problems({}, check)).toContain('One input needs attention:\n- host: contradicts port');
    expect(problems({ port: 'x' }, check)).not.toContain('contradicts');
  });
});
