import { type Model, namesOf, type Service } from '@slipway/docker';
import { withoutSecrets } from './environment.ts';

/** Ways out of a container, or to what others have. */
const ways = [
  'cap_add',
  'cgroup',
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
  'secrets',
  'security_opt',
  'userns_mode',
  'uts',
  'volumes_from',
];

/**
 * The model with one service as it is for a rehearsal: on the rehearsal's network alone, without secrets, without volumes of others, and with
 * nothing of the machine but to read.
 */
export function isolated(model: Model, service: string, network: string): Model {
  const own = model.services[service] ?? {};
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !ways.includes(name))) as Service;
  const volumes = (own.volumes ?? [])
    .filter((mount) => mount.type !== 'volume' && !isSocket(mount.source))
    .map((mount) => (mount.type === 'bind' ? { ...mount, read_only: true } : mount));
  const alone: Service = { ...kept, volumes, environment: withoutSecrets(own.environment ?? {}), networks: { rehearsal: null } };
  const { secrets: _, ...rest } = model;
  return { ...rest, services: { [service]: alone }, networks: { rehearsal: { name: network, external: true } }, volumes: {} };
}

/** An engine's socket is a way out of everything. */
function isSocket(source: string | undefined): boolean {
  return source !== undefined && /\.sock$|^\/(var\/)?run\/?$|^\/$/.test(source);
}

/** Names by which the application may look for its database. */
export function databaseHosts(model: Model, service: string): readonly string[] {
  const name = model.services[service]?.container_name;
  return [...namesOf(model, service), ...(name ? [name] : [])];
}
