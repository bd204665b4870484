import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generator } from '../../../test/harness/sample.ts';
import { openServer } from '../../../test/harness/shells.ts';
import { type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import { localShell, type Shell } from '../src/index.ts';
import { everyByte, hostileString } from './hostile.ts';

let server: Sshd;
let remote: Shell;
beforeAll(async () => {
  server = await startSshd();
  remote = await openServer(server);
});
afterAll(async () => {
  await remote?.close();
  await server?.stop();
});

const shells: [string, () => Shell][] = [
  ['this machine', () => localShell()],
  ['a server', () => remote],
];

describe.each(shells)('%s', (_, shell) => {
  test('hands 10,000 hostile strings to a program unchanged', async () => {
    const random = generator('hostile strings');
    for (let batch = 0; batch < 20; batch++) {
      const words = Array.from({ length: 500 }, () => hostileString(random));
      const { stdout } = await shell().run(['printf', '%s\\0', ...words]);
      expect(stdout.split('\0').slice(0, -1)).toEqual(words);
    }
  }, 240_000);

  test('the same through an sh of the program, as scripts with arguments are used', async () => {
    const random = generator('hostile arguments');
    const words = Array.from({ length: 200 }, () => hostileString(random));
    const { stdout } = await shell().run(['sh', '-c', 'for word in "$@"; do printf "%s\\0" "$word"; done', 'sh', ...words]);
    expect(stdout.split('\0').slice(0, -1)).toEqual(words);
  });

  test('hands over environment, secrets and working folder with every byte', async () => {
    const random = generator('hostile values');
    const env = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`V${index}`, hostileString(random)]));
    const script = 'printf "%s\\0" "$BYTES" "$SECRET" "$PWD"; for name; do eval "printf \'%s\\0\' \\"\\$$name\\""; done';
    const { stdout } = await shell().run(['sh', '-c', script, 'sh', ...Object.keys(env)], {
      env: { ...env, BYTES: everyByte },
      secrets: { SECRET: `s3cret${everyByte}` },
      cwd: '/usr/share',
    });
    expect(stdout.split('\0').slice(0, -1)).toEqual([everyByte, `s3cret${everyByte}`, '/usr/share', ...Object.values(env)]);
  });

  test('hands over standard input byte for byte, also a large one', async () => {
    const bytes = Buffer.alloc(3_000_000, everyByte).fill(0, 1000, 2000);
    const { stdout } = await shell().run(['sha256sum'], { input: bytes });
    const { stdout: size } = await shell().run(['wc', '-c'], { input: bytes });
    const { createHash } = await import('node:crypto');
    expect(stdout.split(' ')[0]).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Number(size)).toBe(bytes.length);
  });

  test('a long argument arrives whole, one that the system refuses is a failure', async () => {
    const word = "it's ".repeat(20_000);
    const { stdout } = await shell().run(['sh', '-c', 'printf %s "$1" | wc -c', 'sh', word]);
    expect(Number(stdout)).toBe(100_000);
    await expect(shell().run(['true', 'x'.repeat(200_000)])).rejects.toMatchObject({ reason: 'program-failed' });
  });

  test('NUL in an argument, and a bad name of a variable, are refused', async () => {
    await expect(shell().run(['echo', 'a\0b'])).rejects.toMatchObject({ reason: 'bad-input' });
  });
});

test('a bad name of a variable is refused before it reaches the server', async () => {
  for (const name of ['a-b', '1a', 'a b', 'a\nb', '', 'a=b']) {
    await expect(remote.run(['true'], { env: { [name]: 'x' } })).rejects.toMatchObject({ reason: 'bad-input' });
  }
});

test('inputs, tokens and state of the runner do not reach programs', async () => {
  const withheld = { INPUT_TASK: 'a', STATE_X: 'b', ACTIONS_RUNTIME_TOKEN: 'c', GITHUB_TOKEN: 'd' };
  const before = { ...process.env };
  Object.assign(process.env, withheld, { KEPT_BY_TEST: 'e' });
  try {
    const { stdout } = await localShell().run(['env']);
    for (const name of Object.keys(withheld)) expect(stdout).not.toContain(`${name}=`);
    expect(stdout).toContain('KEPT_BY_TEST=e');
    expect((await remote.run(['env'])).stdout).not.toContain('KEPT_BY_TEST');
  } finally {
    for (const name of [...Object.keys(withheld), 'KEPT_BY_TEST']) delete process.env[name];
    Object.assign(process.env, before);
  }
});
