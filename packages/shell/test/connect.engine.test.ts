import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { descendants, eventually, killTree, watchCommandLines } from '../../../test/harness/processes.ts';
import { openServer } from '../../../test/harness/shells.ts';
import { freePort, newKey, type Sshd, startSshd } from '../../../test/harness/sshd.ts';
import { openShell, openSsh } from '../src/index.ts';

let server: Sshd;
beforeAll(async () => {
  server = await startSshd();
});
afterAll(() => server?.stop());

async function failure(work: Promise<unknown>): Promise<{ reason: string; text: string; hint: string }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown as { reason: string; text: string; details: { hint?: string } },
  );
  if (!error) throw new Error('it did not fail');
  return { reason: error.reason, text: error.text, hint: error.details.hint ?? '' };
}

describe('the host key', () => {
  test('that is not known is refused, with the line that the server offers', async () => {
    const { reason, text, hint } = await failure(
      openServer(server, { knownHosts: server.knownHosts.replace(/^\S+/, 'other.example.com') }),
    );
    expect(reason).toBe('host-key-missing');
    expect(text).toContain(`[127.0.0.1]:${server.port} is not in known-hosts`);
    expect(hint).toContain(server.knownHosts.trim());
    expect(hint).toContain('on the server itself');
  });

  test('that changed is refused with both fingerprints, and nothing that could be pasted', async () => {
    const own = await startSshd();
    try {
      const before = own.knownHosts;
      const after = await own.changeHostKey();
      const { reason, text } = await failure(openServer(own, { knownHosts: before }));
      expect(reason).toBe('host-key-mismatch');
      expect(text).toContain(fingerprint(before));
      expect(text).toContain(fingerprint(after));
      expect(text).not.toMatch(/ssh-ed25519|AAAA|ssh-keyscan|ssh-keygen -R/);
      expect(text).toContain('Nothing was changed.');
      await (await openServer(own, { knownHosts: after })).close();
    } finally {
      await own.stop();
    }
  });

  test('a line that OpenSSH would pass over is named', async () => {
    const whole = server.knownHosts.trim();
    const { reason, text } = await failure(openServer(server, { knownHosts: `# ours\n${whole.slice(0, -4)}` }));
    expect(reason).toBe('bad-input');
    expect(text).toContain("known-hosts: line 2 is not 'host type key'");
  });

  test('empty known hosts are no permission', async () => {
    expect((await failure(openServer(server, { knownHosts: '' }))).reason).toBe('host-key-missing');
  });
});

function fingerprint(line: string): string {
  return /SHA256:\S+/.exec(execFileSync('ssh-keygen', ['-lf', '-'], { input: line }).toString())?.[0] ?? 'none';
}

describe('the user and the key', () => {
  test('that the server does not know', async () => {
    const { reason, hint } = await failure(openServer(server, { key: newKey() }));
    expect(reason).toBe('ssh-refused');
    expect(hint).toContain('authorized_keys');
  });

  test.each([
    ['protected by a passphrase', () => newKey('open sesame'), 'is protected by a passphrase; make a key for deployments alone'],
    ['no key at all', () => 'hunter2', 'is not a private key that OpenSSH can read; paste the whole file'],
    ['cut', () => newKey().slice(0, 200), 'is not a private key that OpenSSH can read'],
  ])('%s', async (_, key, message) => {
    const { reason, text } = await failure(openServer(server, { key: key() }));
    expect(reason).toBe('bad-input');
    expect(text).toContain(message);
    expect(text).not.toContain('hunter2');
  });

  test('with the line ends of another system, or without the last one', async () => {
    for (const key of [server.key.replaceAll('\n', '\r\n'), server.key.trim(), `\n${server.key}\n\n`]) {
      const shell = await openServer(server, { key });
      expect((await shell.run(['id', '-un'])).stdout.trim()).toBe(server.username);
      await shell.close();
    }
  });
});

describe('a host or user that ssh would take for an option', () => {
  const trap = join(tmpdir(), 'slipway-option-trap');
  test.each([
    { host: `-oProxyCommand=touch ${trap}` },
    { host: '-V' },
    { host: 'a b' },
    { host: '' },
    { host: 'host;id' },
    { host: '$(id)' },
    { username: '-oProxyCommand=x' },
    { username: 'a b' },
    { username: '' },
  ])('%j', async (changes) => {
    expect((await failure(openServer(server, changes))).reason).toBe('bad-input');
    expect(existsSync(trap)).toBe(false);
  });
});

describe('a server that cannot be reached', () => {
  test('says so, within its deadline', async () => {
    const { reason, text } = await failure(openServer(server, { port: await freePort() }));
    expect(reason).toBe('unreachable');
    expect(text).toMatch(/could not be reached: .*refused.*Check host, port and firewall/s);
  });

  test('also one that accepts and stays silent', async () => {
    const silent = createServer(() => {});
    const port = await freePort();
    await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
    silent.on('connection', (socket) => socket.on('data', () => {}));
    try {
      const begun = performance.now();
      expect((await failure(openServer(server, { port, connectDeadline: 1000 }))).reason).toBe('unreachable');
      expect(performance.now() - begun).toBeLessThan(12_000);
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  test('a connection that is lost under a program is that, and no failure of the program', async () => {
    const own = await startSshd();
    try {
      const shell = await openServer(own);
      const running = shell.run(['sh', '-c', 'echo here; sleep 309'], { deadline: 60_000 });
      const caught = failure(running);
      await eventually(() => descendants(own.pid).length >= 3, 'the program runs');
      killTree(own.pid, 'SIGKILL');
      expect((await caught).reason).toBe('unreachable');
      await shell.close();
    } finally {
      await own.stop();
    }
  });
});

describe('the connection', () => {
  test('is one for many programs, and leaves nothing behind', async () => {
    const folders = (): string[] => readdirSync(tmpdir()).filter((name) => /^slipway-[A-Za-z0-9]{6}$/.test(name));
    const before = new Set(folders());
    const shell = await openServer(server);
    const [folder = ''] = folders().filter((name) => !before.has(name));
    expect((statSync(join(tmpdir(), folder)).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(join(tmpdir(), folder, 'key')).mode & 0o777).toString(8)).toBe('600');
    const { stdout: first } = await shell.run(['sh', '-c', 'echo $PPID']);
    expect((await Promise.all(Array.from({ length: 10 }, () => shell.run(['sh', '-c', 'echo $SSH_CONNECTION'])))).length).toBe(10);
    const { stdout: connection } = await shell.run(['sh', '-c', 'echo $SSH_CONNECTION']);
    expect((await shell.run(['sh', '-c', 'echo $SSH_CONNECTION'])).stdout).toBe(connection);
    expect(first).toMatch(/^\d+\n$/);
    await shell.close();
    expect(existsSync(join(tmpdir(), folder))).toBe(false);
    await eventually(() => descendants(server.pid).length === 0, 'the server has no connection left');
  });

  test('leads to sockets of the server, and does so again after it was lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-socket-'));
    const path = join(folder, 'app.sock');
    const app = createServer((_request, response) => response.end('hello from the socket'));
    await new Promise<void>((resolve) => app.listen(path, resolve));
    const shell = await openServer(server);
    try {
      const [one, again] = [await shell.reach({ path }), await shell.reach({ path })];
      expect(again).toEqual(one);
      expect(await ask('path' in one ? one.path : '')).toContain('hello from the socket');
      for (const pid of descendants(server.pid)) killTree(pid, 'SIGKILL');
      // Between the loss and the moment that ssh notices, the old way is refused; a caller tries again.
      const answer = async (): Promise<string> => {
        const two = await shell.reach({ path });
        return ask('path' in two ? two.path : '').catch(() => '');
      };
      await eventually(async () => (await answer()).includes('hello from the socket'), 'the socket is reached again', 20_000);
    } finally {
      await shell.close();
      app.close();
      rmSync(folder, { recursive: true });
    }
  });

  test.each(['127.0.0.1', '::1'])('leads to a port of the server on %s', async (host) => {
    const app = createServer((_request, response) => response.end('hello from the port'));
    const port = await freePort();
    await new Promise<void>((resolve) => app.listen(port, host, resolve));
    const shell = await openServer(server);
    try {
      const there = await shell.reach({ host, port });
      expect(await ask('path' in there ? there.path : '')).toContain('hello from the port');
    } finally {
      await shell.close();
      app.close();
    }
  });

  test('puts neither key nor known hosts on a command line, and asks no agent', async () => {
    const { commandLines } = await watchCommandLines(async () => {
      const shell = await openServer(server);
      await shell.run(['sleep', '0.2']);
      await shell.close();
    });
    const lines = [...commandLines];
    const body = server.key.split('\n')[2] ?? 'none';
    expect(lines.some((line) => line.startsWith('ssh -F none'))).toBe(true);
    expect(lines.filter((line) => line.includes(body) || line.includes('OPENSSH PRIVATE'))).toEqual([]);
    for (const line of lines.filter((text) => text.startsWith('ssh -F none') && text.includes('slipway-'))) {
      expect(line).toContain('-oStrictHostKeyChecking=yes');
      expect(line).toContain('-oIdentityAgent=none');
      expect(line).toContain('-oGlobalKnownHostsFile=/dev/null');
    }
  });
});

describe('an action opens', () => {
  const inputs = { host: undefined, port: 22, username: 'deploy', 'ssh-key': undefined, 'known-hosts': undefined };

  test('this machine where no host is named', async () => {
    expect(await openShell(inputs)).toMatchObject({ where: 'this machine', remote: false });
  });

  test('nothing where the key is missing', async () => {
    const { reason, text } = await failure(openShell({ ...inputs, host: 'app.example.com' }));
    expect(reason).toBe('bad-input');
    expect(text).toMatch(/- ssh-key: .*\n- known-hosts: /);
  });

  test('the server that is named', async () => {
    const { host, port, username, key, knownHosts } = server;
    const shell = await openShell({ host, port, username, 'ssh-key': key, 'known-hosts': knownHosts });
    expect(shell).toMatchObject({ where: `${username}@${host}`, remote: true });
    await shell.close();
  });
});

test('openSsh leaves no folder where it fails', async () => {
  const folders = (): number => readdirSync(tmpdir()).filter((name) => /^slipway-[A-Za-z0-9]{6}$/.test(name)).length;
  const before = folders();
  await failure(openSsh({ host: '127.0.0.1', port: server.port, username: server.username, key: 'x', knownHosts: '' }));
  expect(folders()).toBe(before);
});

function ask(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let text = '';
    socket.on('connect', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')));
  });
}
