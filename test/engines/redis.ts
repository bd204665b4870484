import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../harness/processes.ts';
import { freePort } from '../harness/sshd.ts';

export interface RedisServer {
  readonly port: number;
  /** What redis-cli prints. */
  cli(...args: readonly string[]): string;
  stop(): Promise<void>;
}

/** A throw-away Redis of this machine's packages on the loopback. Settings are lines of redis.conf; `port` is chosen unless given. */
export async function startRedis(
  settings: Readonly<Record<string, string | readonly string[]>> = {},
  { folder = mkdtempSync(join(tmpdir(), 'slipway-redis-')), tls = false, waits = true } = {},
): Promise<RedisServer> {
  const port = await freePort();
  const all = {
    ...(tls ? { port: '0', 'tls-port': String(port) } : { port: String(port) }),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => [`--${name}`, ...[value].flat()]);
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  server.stdout.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-3000);
  });
  const ended = new Promise<void>((resolve) => void server.on('close', () => resolve()));
  if (waits) await eventually(() => server.exitCode !== null || accepts(port), `Redis listens: ${said}`);
  if (server.exitCode !== null) throw new Error(`Redis ended at once: ${said}`);
  return {
    port,
    cli: (...args) =>
      execFileSync('redis-cli', ['-p', String(port), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
        .toString()
        .trim(),
    async stop() {
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
