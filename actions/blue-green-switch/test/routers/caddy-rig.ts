import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../../../../script/lib/workspace.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import type { RouterAdapter } from '../../src/router.ts';
import { open } from '../../src/routers/caddy/open.ts';
import { routerContext } from './context.ts';
import { asDeployer, deployerShell, type Rig, removeFolder, rigFolder, startColors } from './rig.ts';

/** Stands between our orders and Caddy, and spoils the next PATCH. */
type Spoiling = 'no answer' | 'another list first' | 'a list that is none' | undefined;

export interface CaddyRig extends Rig {
  readonly folder: string;
  readonly admin: string;
  /** Opens a router over the same Caddy, as another run does. */
  open(given?: Readonly<Record<string, string>>): Promise<RouterAdapter>;
  /** A direct order to Caddy, as somebody else gives it. */
  order(method: string, path: string, body?: unknown): Promise<{ status: number; body: string }>;
}

export interface CaddyOptions {
  /** Added to the handler. */
  readonly handler?: Readonly<Record<string, unknown>>;
  readonly resume?: boolean;
  readonly mode?: 'file' | 'api';
}

export async function startCaddy({ handler = {}, resume = true, mode = 'api' }: CaddyOptions = {}): Promise<CaddyRig> {
  const folder = rigFolder('state', 'home', 'addresses');
  const colors = await startColors(folder);
  const shell = deployerShell();
  const [port, adminPort] = [await freePort(), await freePort()];
  const published = { service: 'backend', target: 8000, port: 8000, address: '127.0.0.1' };
  const proxy = {
    '@id': 'notes',
    handler: 'reverse_proxy',
    upstreams: mode === 'api' ? [] : [{ dial: `{file.${folder}/addresses/notes/live/8000}` }],
    ...handler,
  };
  const server = { listen: [`127.0.0.1:${port}`], automatic_https: { disable: true }, routes: [{ handle: [proxy] }] };
  const config = {
    admin: { listen: `127.0.0.1:${adminPort}` },
    logging: { logs: { default: { level: 'ERROR' } } },
    apps: { http: { servers: { notes: server } } },
  };
  writeFileSync(join(folder, 'caddy.json'), JSON.stringify(config));
  const home = join(folder, 'home');
  const argv = [join(root, '.cache/bin/caddy'), 'run', '--config', join(folder, 'caddy.json'), ...(resume ? ['--resume'] : [])];
  const order: CaddyRig['order'] = (method, path, body) =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: adminPort, method, path, headers: { 'content-type': 'application/json' }, agent: false },
        (response) => {
          let text = '';
          response.on('data', (part: Buffer) => (text += part.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        },
      );
      sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  const begin = async (): Promise<() => Promise<void>> => {
    const [file = '', ...args] = asDeployer(argv);
    const child = spawn(file, args, {
      env: { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
      stdio: 'ignore',
    });
    await eventually(async () => (await order('GET', '/config/').catch(() => undefined))?.status === 200, 'Caddy answers');
    return async () => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    };
  };
  mkdirSync(home, { recursive: true });
  let end = await begin();
  let spoiling: Spoiling;
  const between = createServer((asked, response) => {
    const chunks: Buffer[] = [];
    asked.on('data', (part: Buffer) => chunks.push(part));
    asked.on('end', async () => {
      const spoil = asked.method === 'PATCH' ? spoiling : undefined;
      if (spoil === 'no answer') {
        asked.socket.destroy();
        return;
      }
      // A list that serves the same colour, and is another one all the same.
      if (spoil === 'another list first') await order('PATCH', '/id/notes/upstreams', [{ dial: dial('blue') }, { dial: dial('blue') }]);
      const body = Buffer.concat(chunks)
        .toString()
        .replaceAll('"dial"', spoil === 'a list that is none' ? '"dail"' : '"dial"');
      const { host: _, 'content-length': __, ...headers } = asked.headers;
      const passed = request(
        { host: '127.0.0.1', port: adminPort, method: asked.method, path: asked.url, headers, agent: false },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      passed.on('error', () => asked.socket.destroy());
      passed.end(body);
    });
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const admin = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  const dial = (color: 'blue' | 'green'): string => `${colors[color].host.host}:${colors[color].host.port}`;
  const spoil = (how: Spoiling) => async () => {
    spoiling = how;
    return async () => {
      spoiling = undefined;
      if (how === 'another list first') await order('PATCH', '/id/notes/upstreams', [{ dial: dial('blue') }]);
    };
  };
  const openAs = (given: Readonly<Record<string, string>> = {}): Promise<RouterAdapter> =>
    open(
      routerContext(
        {
          router: 'caddy',
          'caddy-mode': mode,
          'caddy-directory': join(folder, 'addresses'),
          'caddy-admin': admin,
          'router-url': `http://127.0.0.1:${port}`,
          ...given,
        },
        { name: 'notes', state: join(folder, 'state'), shell, published: [published], colors },
      ),
    );
  return {
    folder,
    admin,
    shell,
    adapter: await openAs(),
    published,
    colors,
    files: [join(folder, mode === 'api' ? 'state' : 'addresses')],
    open: openAs,
    order,
    faults:
      mode === 'file'
        ? fileFaults(join(folder, 'addresses/notes'))
        : {
            'Caddy does not answer': spoil('no answer'),
            'somebody else changes it in the same moment': spoil('another list first'),
            'Caddy refuses the list': spoil('a list that is none'),
          },
    async restart() {
      await end();
      end = await begin();
    },
    async close() {
      await end();
      between.closeAllConnections();
      await new Promise((resolve) => between.close(resolve));
      await Promise.all([colors.blue.crash(), colors.green.crash()]);
      removeFolder(folder);
    },
  };
}

function fileFaults(folder: string): Rig['faults'] {
  return {
    'the folder cannot be written': async () => {
      chmodSync(folder, 0o555);
      return async () => chmodSync(folder, 0o755);
    },
    'the addresses of the word are gone': async () => {
      renameSync(join(folder, 'green_trial'), `${folder}-hidden`);
      return async () => renameSync(`${folder}-hidden`, join(folder, 'green_trial'));
    },
  };
}
