import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/action';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import { testHost } from '../../../../test/scenarios/host.ts';
import type { RouterAdapter } from '../../src/router.ts';
import type { Control } from '../../src/routers/nginx/control.ts';
import { frontFrom } from '../../src/routers/nginx/front.ts';
import { Nginx } from '../../src/routers/nginx/nginx.ts';
import { planUpstreams } from '../../src/routers/nginx/plan.ts';
import { NginxSockets } from '../../src/routers/nginx/sockets.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { deployerShell, type Rig, removeFolder, rigFolder, type StartColors, startColors } from './rig.ts';
import { ask } from './users.ts';

/** A team's nginx.conf: their server block sends to one address. */
const teams = (folder: string, port: number, target: string, setting: string): string => `
pid ${folder}/nginx.pid;
error_log ${folder}/error.log notice;
worker_processes 2;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/tmp/body; proxy_temp_path ${folder}/tmp/proxy; fastcgi_temp_path ${folder}/tmp/fastcgi;
  uwsgi_temp_path ${folder}/tmp/uwsgi; scgi_temp_path ${folder}/tmp/scgi;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  ${setting}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://${target};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header Host $host;
    }
  }
}
`;

export interface NginxRig extends Rig {
  readonly folder: string;
  readonly directory: string;
  readonly conf: string;
  /** What the adapter said when nginx was not wired to it yet. */
  readonly refusal: Failure;
  readonly log: () => string;
}

export interface NginxRigOptions {
  readonly bringUp?: StartColors;
  /** Another nginx than the one of the system. */
  readonly program?: string;
  /** A line for the http block. */
  readonly setting?: string;
}

/** nginx on loopback as a team runs it, wired to ours by the change that the refusal shows. */
export async function startNginx(mode: 'reload' | 'socket', given: NginxRigOptions = {}): Promise<NginxRig> {
  const { bringUp = startColors, program = 'nginx', setting = '' } = given;
  const folder = rigFolder('slipway', 'tmp');
  const directory = join(folder, 'slipway');
  const conf = join(folder, 'nginx.conf');
  const colors = await bringUp(folder);
  const shell = deployerShell();
  const port = await freePort();
  // Before the first release the team's own stack answers on the published port.
  const published = { service: 'backend', target: 8000, port: colors.blue.host.port, address: '127.0.0.1' };
  const control: Control = { program, config: conf, pid: join(folder, 'nginx.pid'), container: '' };
  const host = testHost(folder);
  const address = mode === 'socket' ? 'path' : 'host';
  const plan = planUpstreams('notes', [published], (color) => colors[color][address]);
  const options = { shell, log: host.log, control, directory, front: frontFrom(`http://127.0.0.1:${port}`, undefined), plan };
  const adapter: RouterAdapter =
    mode === 'socket'
      ? new NginxSockets(options)
      : new Nginx({ ...options, seen: join(directory, 'notes.conf'), place: 'rename', mounted: [] });
  const begin = async (): Promise<Daemon> => {
    const daemon = startDaemon([program, '-c', conf, '-g', 'daemon off;']);
    const answers = (): Promise<boolean> =>
      ask(options.front)
        .then(() => true)
        .catch((error: Error) => /status 50/.test(error.message));
    await eventually(answers, 'nginx answers').catch((error: Error) => {
      throw new Error(`${error.message}: ${daemon.said()}`);
    });
    return daemon;
  };
  writeFileSync(conf, teams(folder, port, `127.0.0.1:${published.port}`, setting));
  let daemon = await begin();
  const refusal = await adapter.prepare(undefined).then(
    () => Promise.reject(new Error('an nginx that is not wired was taken')),
    (error: unknown) => (error instanceof Failure ? error : Promise.reject(error)),
  );
  writeFileSync(conf, patched(readFileSync(conf, 'utf8'), refusal.message));
  await shell.run([program, '-c', conf, '-s', 'reload']);
  const broken = join(directory, 'broken.conf');
  return {
    shell,
    adapter,
    published,
    colors,
    folder,
    directory,
    conf,
    refusal,
    log: host.text,
    files: [directory],
    faults: {
      ...(mode === 'reload'
        ? {
            'another include is broken': async () => {
              writeFileSync(broken, 'upstream {');
              return async () => removeFolder(broken);
            },
          }
        : {}),
      'the folder is read-only': async () => {
        const locked = mode === 'reload' ? directory : join(directory, 'notes');
        chmodSync(locked, 0o555);
        return async () => chmodSync(locked, 0o755);
      },
    },
    async restart() {
      await daemon.crash();
      daemon = await begin();
    },
    async close() {
      await daemon.stop('SIGQUIT');
      await Promise.all([colors.blue.crash(), colors.green.crash()]);
      removeFolder(folder);
    },
  };
}

/** A text with the changes of a unified diff for one file. @throws Error where the diff is not one of this text */
export function patched(text: string, diff: string): string {
  const lines = text.split('\n');
  let at = 0;
  for (const line of diff.split('\n')) {
    const start = /^@@ -\d+,\d+ \+(\d+),\d+ @@$/.exec(line)?.[1];
    if (start !== undefined) at = Number(start) - 1;
    else if (/^(---|\+\+\+) /.test(line)) continue;
    else if (line.startsWith('+')) lines.splice(at++, 0, line.slice(1));
    else if (/^[ -]/.test(line)) {
      if (lines[at] !== line.slice(1)) throw new Error(`line ${at + 1} is ${lines[at]}, not ${line.slice(1)}`);
      if (line.startsWith('-')) lines.splice(at, 1);
      else at++;
    }
  }
  return lines.join('\n');
}
