import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Ran, run, waitUntil } from './docker.ts';
import { prepare } from './prepare.ts';
import { type Registry, removeAll, startRegistry, startTarget, type Target } from './target.ts';

jest.setTimeout(90_000);

let registry: Registry;
let target: Target;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-ssh-'));
  registry = await startRegistry();
  target = await startTarget({ registry, ports: [80] });
});

afterAll(async () => {
  await removeAll();
  await rm(folder, { recursive: true, force: true });
});

async function sshArguments(knownHosts: string): Promise<string[]> {
  const file = join(folder, 'known_hosts');
  await writeFile(file, `${knownHosts}\n`);
  const options = ['StrictHostKeyChecking=yes', `UserKnownHostsFile=${file}`, 'BatchMode=yes', 'IdentitiesOnly=yes', 'ConnectTimeout=3'];
  const { host, port, username, keyFile } = target.ssh;
  return ['-F', 'none', '-i', keyFile, '-p', `${port}`, ...options.flatMap((option) => ['-o', option]), `${username}@${host}`];
}

async function ssh(command: string, knownHosts = target.ssh.knownHosts): Promise<Ran> {
  return run(['ssh', ...(await sshArguments(knownHosts)), command], { timeoutSeconds: 30 });
}

const bootTime = async (): Promise<string> => (await target.exec(['stat', '--format', '%y', '/proc/1'])).stdout;

describe('reaching it', () => {
  test('deploy gets in with the key and the host key read from the machine', async () => {
    expect(await ssh('id --user --name && id --groups --name')).toMatchObject({ code: 0, stdout: 'deploy\ndeploy haproxy docker\n' });
  });

  test('another host key is refused', async () => {
    const other = join(folder, 'other');
    await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', other]);
    const [type, key] = (await run(['ssh-keygen', '-y', '-f', other])).stdout.split(' ');
    const refused = await ssh('true', `[127.0.0.1]:${target.ssh.port} ${type} ${key}`);
    expect(refused.code).toBe(255);
    expect(refused.stderr).toContain('Host key verification failed');
  });

  test('a port that was not asked for is said to be missing', () => {
    expect(target.port(80)).toBeGreaterThan(0);
    expect(() => target.port(81)).toThrow('ask for it in startTarget({ ports: [81] })');
  });
});

describe('preparing it again', () => {
  /** What the script writes, who deploys, and since when HAProxy runs. */
  async function prepared(): Promise<string> {
    const look =
      'find /etc /usr/local/sbin /home/deploy/.ssh -xdev -type f -exec sha256sum {} + | grep -v /etc/mtab | sort; stat -c "%n %a %U:%G" /etc/haproxy/slipway /etc/sudoers.d/* /usr/local/sbin/* /home/deploy/.ssh/*; id deploy; systemctl show -p MainPID -p ActiveEnterTimestampMonotonic haproxy; ls /var/lib/systemd/linger';
    const { code, stdout, stderr } = await target.exec(['sh', '-c', look]);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  }

  test('changes nothing, and HAProxy serves on; one more key is one more line', async () => {
    const before = await prepared();
    const { stdout: keys } = await target.exec(['cat', '/home/deploy/.ssh/authorized_keys']);
    const [key = ''] = keys.trim().split('\n');
    await prepare(target.name, key);
    expect(await prepared()).toBe(before);
    const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJNbBB4PRBWzYH/tv0pKQ2Bm1Uo0m5q0e2a1s9m0x1Zz second';
    await prepare(target.name, other);
    expect((await target.exec(['cat', '/home/deploy/.ssh/authorized_keys'])).stdout).toBe(`${keys}${other}\n`);
  });
});

describe('what the prepared server offers deploy', () => {
  test('a compose plugin that is new enough', async () => {
    const [major = 0, minor = 0] = (await ssh('docker compose version --short')).stdout.split('.').map(Number);
    expect(major * 1000 + minor).toBeGreaterThanOrEqual(2024);
  });

  test('HAProxy takes a new file by a reload and a new map entry without one, both without sudo', async () => {
    const frontend = [
      'frontend web',
      '  bind :80',
      '  http-request return status 200 content-type text/plain lf-string %[str(web),map(/etc/haproxy/slipway/web.map)]',
    ].join('\n');
    const write = `cd /etc/haproxy/slipway && echo 'web blue' > web.map && echo '${frontend}' > web.cfg`;
    expect(await ssh(`${write} && /usr/sbin/haproxy -c -q -f /etc/haproxy/haproxy.cfg -f .`)).toMatchObject({ code: 0 });

    const master = join(folder, 'master.sock');
    const admin = join(folder, 'admin.sock');
    const forwards = ['-N', '-L', `${master}:/run/haproxy-master.sock`, '-L', `${admin}:/run/haproxy/admin.sock`];
    const tunnel = spawn('ssh', [...forwards, ...(await sshArguments(target.ssh.knownHosts))], { stdio: 'ignore' });
    try {
      const state = (): Promise<string> => ask(master, 'show proc').catch(() => '');
      await waitUntil('the forwarded master socket', 10, async () => (await state()).includes('0 [failed: 0]'));
      await ask(master, 'reload');
      await waitUntil('the reload', 10, async () => (await state()).includes('1 [failed: 0]'));
      expect(await page()).toBe('blue');
      await ask(admin, 'set map /etc/haproxy/slipway/web.map web green');
      expect(await page()).toBe('green');
    } finally {
      tunnel.kill();
    }
  });

  test('an armed undo of its own fires, even when nobody is logged in', async () => {
    expect((await ssh('systemd-run --quiet --user --on-active=1 --timer-property=AccuracySec=100ms touch /tmp/undone')).code).toBe(0);
    await waitUntil('the timer', 15, async () => (await target.exec(['test', '-e', '/tmp/undone'])).code === 0);
  });
});

describe('the registry', () => {
  test('what the host pushed is pulled inside under the same digest', async () => {
    const pinned = await registry.push('registry:2', 'acme/app:v1');
    expect(pinned).toMatch(new RegExp(`^${registry.address}/acme/app@sha256:[0-9a-f]{64}$`));
    expect(await ssh(`docker pull --quiet ${pinned}`)).toMatchObject({ code: 0, stdout: `${pinned}\n` });
  });

  test('it is the mirror for names without a registry', async () => {
    await registry.push('registry:2', 'library/mirrored:1');
    expect(await ssh('docker pull --quiet mirrored:1')).toMatchObject({ code: 0, stdout: 'docker.io/library/mirrored:1\n' });
  });

  test('it can be away and come back', async () => {
    await registry.stop();
    await expect(fetch(`http://${registry.address}/v2/`)).rejects.toThrow('fetch failed');
    await registry.start();
    expect((await ssh(`curl --fail --silent http://${registry.address}/v2/_catalog`)).stdout).toContain('acme/app');
  });
});

describe('what happens to servers', () => {
  test('a hung machine lets nobody in until it goes on', async () => {
    await target.pause();
    expect((await ssh('true')).code).toBe(255);
    await target.unpause();
    expect((await ssh('true')).code).toBe(0);
  });

  test('a cut network stalls an open connection and lets nobody in; mended, the connection goes on', async () => {
    const session = spawn('ssh', [...(await sshArguments(target.ssh.knownHosts)), 'echo up; cat'], { stdio: ['pipe', 'pipe', 'ignore'] });
    let heard = '';
    session.stdout.on('data', (data: Buffer) => {
      heard += data.toString();
    });
    try {
      await waitUntil('the session', 10, async () => heard === 'up\n');
      await target.cut();
      session.stdin.write('still there\n');
      expect((await ssh('true')).code).toBe(255);
      expect(heard).toBe('up\n');
      await target.mend();
      await waitUntil('the stalled line', 30, async () => heard === 'up\nstill there\n');
      expect((await ssh(`docker pull --quiet mirrored:1`)).code).toBe(0);
    } finally {
      session.kill();
    }
  });

  test('a reboot keeps the host key, the files and the services', async () => {
    const before = await bootTime();
    await target.reboot();
    expect(await bootTime()).not.toBe(before);
    expect(await page()).toBe('blue'); // what was only set in memory is gone: the file decides
    expect((await ssh('docker image inspect mirrored:1')).code).toBe(0);
  });

  test('after a power cut it comes back by itself', async () => {
    await target.kill();
    expect((await ssh('true')).code).toBe(255);
    await target.start();
    expect((await ssh('docker info')).code).toBe(0);
  });

  test('two more start at once and leave nothing behind', async () => {
    const both = await Promise.all([startTarget(), startTarget({ registry })]);
    expect(new Set(both.map((machine) => machine.ssh.port)).size).toBe(2);
    for (const machine of both) {
      await machine.remove();
      await machine.remove();
      const left = await run(['docker', 'volume', 'ls', '--quiet', '--filter', `label=slipway-test=${machine.name}`]);
      expect(left.stdout).toBe('');
    }
  });
});

async function page(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${target.port(80)}/`, { signal: AbortSignal.timeout(5000) })).text();
}

/** One command over HAProxy's sockets: half-closing the connection makes it answer and close. */
function ask(path: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(path, () => socket.end(`${command}\n`));
    socket.setTimeout(3000, () => socket.destroy(new Error(`no answer to ${command}`)));
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
