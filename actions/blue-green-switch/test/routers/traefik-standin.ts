import { readdirSync, readFileSync, watch } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { parseYaml } from '@slipway/config/yaml';

/**
 * A stand-in for Traefik: no release of the real one is to be had where these tests run. It does what Traefik's documentation says of the file
 * provider: it watches a folder, reads every .yml, .yaml and .toml in it as a whole once it has been quiet for a moment, keeps what it had where one
 * cannot be read, hands requests to weighted services one after the other, and tells services by its API. It was written from that documentation
 * and from nothing else; a difference of the real one would not be seen here.
 */
export interface StandIn {
  readonly port: number;
  readonly api: string;
  /** From now on, whether it reads what changes in the folder. */
  watching(on: boolean): void;
  close(): Promise<void>;
}

interface Service {
  readonly loadBalancer?: { readonly servers?: readonly { readonly url: string }[] };
  readonly weighted?: { readonly services: readonly { readonly name: string; readonly weight: number }[] };
}
type Services = Readonly<Record<string, Service>>;

/** @param leads the service that the team's router names; `at` the ports, free ones where they are 0 */
export async function startStandIn(folder: string, leads: string | undefined, at = { front: 0, api: 0 }): Promise<StandIn> {
  let services: Services = {};
  let on = true;
  const turns = new Map<string, number>();
  const load = (): void => {
    if (!on) return;
    try {
      const files = readdirSync(folder).filter((name) => /\.(ya?ml|toml)$/.test(name));
      const all = files.map(
        (name) => parseYaml(readFileSync(join(folder, name), 'utf8'), name) as { http?: { services?: Services } } | undefined,
      );
      services = Object.assign({}, ...all.map((one) => one?.http?.services ?? {})) as Services;
    } catch {
      // Its log would say so; what was loaded stays.
    }
  };
  load();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(load, 50);
  });
  const choose = (name: string): URL | undefined => {
    const { loadBalancer, weighted } = services[name] ?? {};
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    if (weighted) {
      // Spread over a hundred, so that 30 of 100 are not the first 30.
      const slots = weighted.services.flatMap((one) => Array.from({ length: one.weight }, () => one.name));
      const chosen = slots[(turn * 37) % slots.length];
      return chosen === undefined ? undefined : choose(chosen);
    }
    const servers = loadBalancer?.servers ?? [];
    const server = servers[turn % Math.max(1, servers.length)];
    return server && new URL(server.url);
  };
  const front = createServer((asked, response) => {
    const to = leads === undefined ? undefined : choose(leads);
    if (!to) return void response.writeHead(503).end('no available server');
    const passed = request(
      { host: to.hostname, port: to.port, method: asked.method, path: asked.url, headers: asked.headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.headersSent || response.writeHead(502).end());
    asked.pipe(passed);
  });
  const streams = new Set<{ destroy(): unknown }>();
  front.on('upgrade', (asked: IncomingMessage, socket) => {
    streams.add(socket);
    const to = leads === undefined ? undefined : choose(leads);
    if (!to) return void socket.destroy();
    const passed = connect(Number(to.port), to.hostname);
    streams.add(passed);
    const head = asked.rawHeaders.flatMap((value, index, all) => (index % 2 ? [] : [`${value}: ${all[index + 1]}`]));
    passed.write(`${[`GET ${asked.url} HTTP/1.1`, ...head].join('\r\n')}\r\n\r\n`);
    passed.on('error', () => socket.destroy()).pipe(socket);
    socket.on('error', () => passed.destroy()).pipe(passed);
  });
  const api = createServer((asked, response) => {
    const [, name] = /^\/api\/http\/services\/([^/]+)@file$/.exec(asked.url ?? '') ?? [];
    response.setHeader('content-type', 'application/json');
    if (name === undefined) return void response.end(JSON.stringify(Object.keys(services)));
    const service = services[name];
    if (!service) return void response.writeHead(404).end(JSON.stringify({ message: `service not found: ${name}@file` }));
    const usedBy = name === leads ? { usedBy: ['notes@file'] } : {};
    const type = service.weighted ? 'weighted' : 'loadbalancer';
    response.end(JSON.stringify({ ...service, status: 'enabled', ...usedBy, name: `${name}@file`, provider: 'file', type }));
  });
  await new Promise<void>((resolve) => front.listen(at.front, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => api.listen(at.api, '127.0.0.1', resolve));
  return {
    port: (front.address() as AddressInfo).port,
    api: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    watching(now) {
      on = now;
      load();
    },
    async close() {
      watcher.close();
      clearTimeout(timer);
      for (const stream of streams) stream.destroy();
      for (const server of [front, api]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
