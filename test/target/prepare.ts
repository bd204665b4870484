// From a machine that boots to a server that can be released to.
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { docker, run, waitUntil } from './docker.ts';

export async function makeKey(file: string): Promise<{ private: string; public: string }> {
  const made = await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'deploy', '-f', file]);
  if (made.code !== 0) throw new Error(`ssh-keygen: ${made.stderr.trim()}`);
  return { private: await readFile(file, 'utf8'), public: (await readFile(`${file}.pub`, 'utf8')).trim() };
}

/** Runs the script a team runs on its server, as root. */
export async function prepare(name: string, publicKey: string): Promise<void> {
  const script = await readFile(new URL('../../script/prepare-server.sh', import.meta.url), 'utf8');
  const done = await run(['docker', 'exec', '--interactive', name, 'sh', '-s', '--', publicKey], { input: script });
  if (done.code !== 0) throw new Error(`prepare-server.sh ended with ${done.code} on ${name}: ${done.stderr}\n${await journal(name)}`);
}

/** Inside, systemd hands the registry's address on loopback to the registry's container; the engine also takes it as its mirror. */
export async function useRegistry(name: string, address: string): Promise<void> {
  const port = address.split(':')[1] ?? '';
  const settings = JSON.stringify({ 'registry-mirrors': [`http://${address}`] });
  const script = `printf '%s\\n' '${settings}' > /etc/docker/daemon.json && systemctl reload docker && systemctl enable --quiet --now registry-proxy@${port}.socket`;
  await docker(['exec', name, 'sh', '-c', script]);
}

/** Read on the machine itself, never from the network: a line taken from the network proves nothing. */
export async function hostKeyLine(name: string, port: number): Promise<string> {
  const [type, key] = (await docker(['exec', name, 'cat', '/etc/ssh/ssh_host_ed25519_key.pub'])).split(' ');
  return `[127.0.0.1]:${port} ${type} ${key}`;
}

/** Resolves when the boot is over, SSH greets through the published port and the inner engine answers. */
export async function ready(name: string, sshPort: number): Promise<void> {
  await waitUntil(
    `${name} to boot`,
    60,
    () => booted(name),
    () => journal(name),
  );
  await waitUntil(
    `SSH on 127.0.0.1:${sshPort}`,
    20,
    () => greets(sshPort),
    () => journal(name),
  );
}

async function booted(name: string): Promise<boolean> {
  // "degraded" is a machine that is up although some unit failed; what matters here is asked for by name.
  const state = await run(['docker', 'exec', name, 'systemctl', 'is-system-running'], { timeoutSeconds: 10 });
  if (!/^(running|degraded)/.test(state.stdout)) return false;
  return (await run(['docker', 'exec', name, 'docker', 'info', '--format', 'ok'], { timeoutSeconds: 10 })).code === 0;
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    socket.on('data', (data) => end(data.toString().startsWith('SSH-')));
  });
}

async function journal(name: string): Promise<string> {
  const tail = await run(['docker', 'exec', name, 'journalctl', '--no-pager', '--lines', '40', '--priority', 'warning'], {
    timeoutSeconds: 10,
  });
  const state = await run(['docker', 'inspect', '--format', '{{ json .State }}', name], { timeoutSeconds: 10 });
  return `container: ${state.stdout}${tail.stdout || tail.stderr}`;
}
