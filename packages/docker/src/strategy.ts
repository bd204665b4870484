import { commandText, migrates } from './commands.ts';
import type { Model, Mount, Service } from './model.ts';

/**
 * How a release treats a service:
 * - `colours`: two of it stand side by side while the traffic moves;
 * - `recreate`: two of it may not run at once and users call it, so the old one is stopped first: an outage;
 * - `singleton`: two of it may not run at once, and nobody calls it: it moves when the release is confirmed;
 * - `once`: it runs to its end, once for each release, before the services that wait for it;
 * - `single`: it is not released; the one of it stays as the team runs it.
 */
export type Strategy = 'colours' | 'recreate' | 'singleton' | 'once' | 'single';

export const strategies: readonly Strategy[] = ['colours', 'recreate', 'singleton', 'once', 'single'];

export interface Decision {
  readonly service: string;
  readonly strategy: Strategy;
  /** For people. */
  readonly why: string;
}

/** What is to become of every service of the model. What the team said counts; everything else is derived from the file alone. */
export function decide(model: Model, released: readonly string[], given: Readonly<Record<string, Strategy>> = {}): Decision[] {
  return Object.keys(model.services).map((service) => {
    const said = given[service];
    if (said) return { service, strategy: said, why: 'strategies says so' };
    const [strategy, why] = released.includes(service) ? derive(model, service) : (['single', 'not released'] as const);
    return { service, strategy, why };
  });
}

function derive(model: Model, name: string): readonly [Strategy, string] {
  const service = model.services[name] ?? {};
  const waiting = Object.entries(model.services).filter(
    ([, other]) => other.depends_on?.[name]?.['condition'] === 'service_completed_successfully',
  );
  if (waiting.length > 0) return ['once', `${list(waiting)} waits until it has ended`];
  const caller = callerOf(model, name);
  const published = (service.ports ?? []).length > 0;
  const writer = singleWriter(service);
  if (!published && !caller && !restarts(service) && migrates(service['command']))
    return ['once', 'its command migrates the database, and ends'];
  if (published) return writer ? ['recreate', writer] : ['colours', 'publishes a port'];
  if (caller) return writer ? ['recreate', writer] : ['colours', caller];
  return ['singleton', writer ?? 'no published port, and no other service names it'];
}

/** Another service that may call this one: it depends on it, or names it as a host. */
function callerOf(model: Model, name: string): string | undefined {
  if ((model.services[name]?.['expose'] as readonly unknown[] | undefined)?.length) return 'exposes a port to other services';
  for (const [other, service] of Object.entries(model.services)) {
    if (other === name) continue;
    if (service.depends_on?.[name]) return `${other} depends on it`;
    if (((service['links'] as string[] | undefined) ?? []).some((link) => link.split(':')[0] === name)) return `${other} links it`;
    const named = Object.entries(service.environment ?? {}).find(([key, value]) => typeof value === 'string' && asHost(name, key, value));
    if (named) return `${other} names it in ${named[0]}`;
    if (asHost(name, '', commandText(service['command']))) return `${other} names it in its command`;
  }
  return undefined;
}

/** Whether a value calls the service: `http://name/`, `user@name`, `name:8000`, or the bare name in a variable for hosts. */
function asHost(name: string, key: string, value: string): boolean {
  const host = name.replaceAll(/[^a-z0-9_-]/gi, '.');
  if (new RegExp(`(//|@)${host}(?![\\w.-])|(^|[,;\\s=])${host}:\\d{2,5}(?!\\w)`, 'i').test(value)) return true;
  return /HOST|SERVER|ADDR|UPSTREAM|URL|BACKEND/i.test(key) && value.toLowerCase() === name.toLowerCase();
}

/** Files that one process alone may hold open for writing, by the names that people give them. */
const exclusive = /duckdb|sqlite|leveldb|rocksdb|lmdb|boltdb|badger/i;
const exclusiveFile = /\.(duckdb|ddb|sqlite3?|db3?|mdb|lmdb)$/i;

/** Why a volume of the service can have one writer only, or undefined. */
export function singleWriter(service: Service): string | undefined {
  for (const mount of (service.volumes ?? []).filter(writable)) {
    const volume = mount.source?.split('/').at(-1) ?? mount.target;
    if (exclusive.test(volume) || exclusive.test(mount.target)) return `only one may write to ${volume}`;
    const inside = (value: string): boolean => value.includes(`${mount.target.replace(/\/$/, '')}/`);
    const holder = Object.entries(service.environment ?? {}).find(
      ([, value]) => typeof value === 'string' && inside(value) && (exclusiveFile.test(value) || /^(sqlite|duckdb)\b/i.test(value)),
    );
    if (holder) return `only one may write to ${volume}: ${holder[0]} is a database file there`;
  }
  return undefined;
}

export function writable(mount: Mount): boolean {
  return (mount.type === 'volume' || mount.type === 'bind') && mount['read_only'] !== true;
}

/** Restart policy as `docker update --restart` takes it; compose lets `deploy.restart_policy` win over `restart`. */
export function restartOf(service: Service): string {
  const policy = (service['deploy'] as { restart_policy?: { condition?: string; max_attempts?: number } } | undefined)?.restart_policy;
  if (!policy) return service.restart ?? 'no';
  if (policy.condition === 'none') return 'no';
  if (policy.condition === 'on-failure') return policy.max_attempts ? `on-failure:${policy.max_attempts}` : 'on-failure';
  return 'always';
}

function restarts(service: Service): boolean {
  return restartOf(service) === 'always' || restartOf(service) === 'unless-stopped';
}

/** Services of a release that can start only after others were handed over: those themselves, and what depends on them. */
export function heldBack(model: Model, decisions: readonly Decision[]): string[] {
  const late = new Set(decisions.filter(({ strategy }) => strategy === 'recreate').map(({ service }) => service));
  const inColour = decisions.filter(({ strategy }) => strategy === 'colours' || strategy === 'once').map(({ service }) => service);
  for (let before = -1; before !== late.size; ) {
    before = late.size;
    for (const name of inColour) {
      if (Object.keys(model.services[name]?.depends_on ?? {}).some((other) => late.has(other))) late.add(name);
    }
  }
  return [...late];
}

function list(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name]) => name).join(', ');
}
