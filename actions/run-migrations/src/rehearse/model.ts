import { type Model, namesOf, type Service } from '@slipway/docker';
import { withoutSecrets } from './environment.ts';
import type { StandIns } from './stand-ins.ts';

/** Ways out of a container, or to what others have. */
const ways = [
  'cap_add',
  'cgroup',
  'deploy',
  'devices',
  'dns',
  'env_file',
  'external_links',
  'extra_hosts',
  'gpus',
  'group_add',
  'ipc',
  'links',
  'network_mode',
  'pid',
  'privileged',
  'runtime',
  'scale',
  'secrets',
  'security_opt',
  'userns_mode',
  'use_api_socket',
  'uts',
  'volumes_from',
];

/**
 * The model with one service as it is for a rehearsal: on the rehearsal's network alone, without secrets, without volumes of others, and with
 * nothing of the machine but to read. Files take the place of the secrets that it reads from files.
 */
export function isolated(model: Model, service: string, network: string, standIns: StandIns = {}): Model {
  const own = model.services[service] ?? {};
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !ways.includes(name))) as Service;
  const limits = (own['deploy'] as { readonly resources?: unknown } | undefined)?.resources;
  const volumes = (own.volumes ?? [])
    .filter((mount) => mount.type !== 'volume' && !isSocket(mount.source))
    .map((mount) => (mount.type === 'bind' ? { ...mount, read_only: true } : mount));
  // Production goes first, whatever the copy needs.
  const humble = { oom_score_adj: 800, cpu_shares: 256, ...(limits === undefined ? {} : { deploy: { resources: limits } }) };
  const alone: Service = {
    ...kept,
    ...humble,
    ...mountsOf(own, standIns),
    volumes,
    environment: withoutSecrets(own.environment ?? {}),
    networks: { rehearsal: null },
  };
  const { secrets: _, ...rest } = model;
  const files = Object.entries(standIns).map(([name, file]) => [name, { file }]);
  const secrets = files.length > 0 ? { secrets: Object.fromEntries(files) } : {};
  return { ...rest, ...secrets, services: { [service]: alone }, networks: { rehearsal: { name: network, external: true } }, volumes: {} };
}

/** At the same places; whose they are and what may be done with them is of no matter. */
function mountsOf(own: Service, standIns: StandIns): { readonly secrets?: readonly object[] } {
  const given = Array.isArray(own['secrets']) ? (own['secrets'] as readonly (string | { source?: string; target?: string })[]) : [];
  const mounts = given
    .map((one) => (typeof one === 'string' ? { source: one, target: undefined } : one))
    .filter(({ source = '' }) => standIns[source] !== undefined)
    .map(({ source, target }) => ({ source, ...(target === undefined ? {} : { target }) }));
  return mounts.length > 0 ? { secrets: mounts } : {};
}

/** A socket is a way out of everything, also where its folder may only be read: to an engine, or to the live database. */
function isSocket(source: string | undefined): boolean {
  return source !== undefined && /\.sock$|^\/$|^\/var\/?$|^\/tmp\/?$|^\/(var\/)?run(\/|$)/.test(source);
}

/** Names by which the application may look for its database. */
export function databaseHosts(model: Model, service: string): readonly string[] {
  const name = model.services[service]?.container_name;
  return [...namesOf(model, service), ...(name ? [name] : [])];
}
