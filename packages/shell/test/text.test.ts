import { afterEach, describe, expect, test } from '@jest/globals';
import { addSecret, forgetSecrets } from '@slipway/action';
import { accountOf } from '../src/account.ts';
import { commandLine, lastLines } from '../src/index.ts';
import { classify, connectionFailure } from '../src/ssh-failure.ts';
import { lineSplitter } from '../src/text.ts';
import { encodeOrder, receiver } from '../src/wire.ts';

afterEach(forgetSecrets);

test('a command line is as a person would type it, cut and redacted', () => {
  addSecret('hunter22');
  expect(commandLine(['docker', 'run', '--name=a b', "it's", 'hunter22'])).toBe(`docker run '--name=a b' 'it'\\''s' ***`);
  expect(commandLine(['echo', 'x'.repeat(500)])).toHaveLength(160);
  expect(commandLine(['printf', 'a\nb'])).toBe("printf 'a b'");
});

test('the last lines are redacted', () => {
  addSecret('hunter22');
  expect(lastLines('a\nb\r\nhunter22\n\n', 2)).toBe('b\n***');
});

describe('lines', () => {
  const split = (...chunks: (string | Buffer)[]): string[] => {
    const lines: string[] = [];
    const splitter = lineSplitter((line) => void lines.push(line));
    for (const chunk of chunks) splitter.push(Buffer.from(chunk));
    splitter.end();
    return lines;
  };
  test.each<[string[], string[]]>([
    [['a\nb\n'], ['a', 'b']],
    [
      ['a', 'b\nc', ''],
      ['ab', 'c'],
    ],
    [['progress 1\rprogress 2\r\n'], ['progress 1', 'progress 2']],
    [
      ['a\r', '\nb'],
      ['a', 'b'],
    ],
    [['\n\n'], ['', '']],
  ])('%j', (chunks, lines) => {
    expect(split(...chunks)).toEqual(lines);
  });

  test('a character that is cut in two is one character', () => {
    const bytes = Buffer.from('€\n');
    expect(split(bytes.subarray(0, 2), bytes.subarray(2))).toEqual(['€']);
  });
});

describe('the order for a server', () => {
  test('is ASCII, one word a line, ended by an empty line', () => {
    const order = encodeOrder({ argv: ['echo', 'é\n', ''], env: { A: "'\\" }, cwd: '/a b', deadline: 1500 });
    expect(order).toBe("eA='\\0134\nd/a\\0040b\nt2\naecho\na\\0303\\0251\\0012\na\n\n");
  });

  test('the receiver has no character that a login shell would take for its own', () => {
    expect(receiver).not.toMatch(/['\\!\n]/);
  });
});

describe('why a connection did not come about', () => {
  const endpoint = { host: 'app.example.com', port: 2222, username: 'deploy' };
  test.each([
    ['@@@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @@@', 'host-key-mismatch'],
    ['No ED25519 host key is known for app and you have requested strict checking.\nHost key verification failed.', 'host-key-missing'],
    ['deploy@app: Permission denied (publickey).', 'ssh-refused'],
    ['Received disconnect: Too many authentication failures', 'ssh-refused'],
    ['ssh: connect to host app port 22: Connection refused', 'unreachable'],
    ['ssh: Could not resolve hostname app: Name or service not known', 'unreachable'],
    ['', 'unreachable'],
  ])('%s', (stderr, reason) => {
    expect(classify(stderr)).toBe(reason);
    const failure = connectionFailure(endpoint, { stderr, offered: '', expected: '' });
    expect(failure).toMatchObject({ reason, details: { state: 'Nothing was changed.', hint: expect.stringMatching(/\w/) } });
  });
});

test.each([
  ['deploy@app.example.com', 'deploy'],
  ['github.runner_1@10.0.0.1', 'github.runner_1'],
  ['this machine', '"$USER"'],
  ["a';x@app", '"$USER"'],
])('a command for root on %s names %s', (where, user) => {
  expect(accountOf({ where })).toBe(user);
});
