import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { descendants, eventually, killTree } from '../../harness/processes.ts';
import { freePort } from '../../harness/sshd.ts';

export interface Nginx {
  /** Of the address that users ask. */
  readonly url: string;
  /** Replaces the servers behind the proxy as deployments do: file, rename, `-t`, reload. `server` lines of an upstream. */
  switchTo(...servers: readonly string[]): Promise<void>;
  /** Workers of an earlier configuration that still have a request to finish. */
  oldWorkers(): number;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const program = ['/usr/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx'].find((path) => existsSync(path)) ?? 'nginx';

/** One nginx with two workers and a state that both share, on a free port of the loopback. @throws Error where it does not start */
export async function startNginx(...servers: readonly string[]): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-nginx-'));
  const port = await freePort();
  mkdirSync(join(folder, 'temp'));
  writeFileSync(join(folder, 'nginx.conf'), configuration(port));
  const place = (lines: readonly string[]): void => {
    writeFileSync(
      join(folder, 'upstream.new'),
      `upstream app {\n  zone app 64k;\n${lines.map((line) => `  server ${line};\n`).join('')}}\n`,
    );
    renameSync(join(folder, 'upstream.new'), join(folder, 'upstream.conf'));
  };
  place(servers);
  const command = ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')];
  const master = spawn(program, [...command, '-g', 'daemon off;'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => master.once('close', () => resolve()).once('error', () => resolve()));
  const nginx: Nginx = {
    url: `http://127.0.0.1:${port}`,
    switchTo: async (...lines) => {
      place(lines);
      await run(program, [...command, '-t', '-q']);
      await run(program, [...command, '-s', 'reload']);
    },
    oldWorkers: () => descendants(master.pid ?? 0).filter((pid) => titleOf(pid).includes('is shutting down')).length,
    stop: () => stop(master, ended, folder),
  };
  try {
    await eventually(() => answers(nginx.url), 'nginx answers', 10_000);
    return nginx;
  } catch (error) {
    const log = existsSync(join(folder, 'error.log')) ? readFileSync(join(folder, 'error.log'), 'utf8') : '';
    await nginx.stop();
    throw new Error(`nginx did not start: ${log}`, { cause: error });
  }
}

/** nginx ends its own workers: it would put a new one in the place of one that was killed before it. */
async function stop(master: ChildProcess, ended: Promise<void>, folder: string): Promise<void> {
  const late = setTimeout(() => killTree(master.pid ?? 0), 5000);
  master.kill('SIGTERM');
  await ended;
  clearTimeout(late);
  rmSync(folder, { recursive: true, force: true });
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return true;
    },
    () => false,
  );
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function configuration(port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path temp/${name};`);
  return [
    'worker_processes 2;',
    'pid nginx.pid;',
    'events { worker_connections 256; }',
    'http {',
    ...temporary,
    '  access_log off;',
    '  include upstream.conf;',
    `  server { listen 127.0.0.1:${port}; location / { proxy_pass http://app; proxy_set_header Host $host; } }`,
    '}',
    '',
  ].join('\n');
}
