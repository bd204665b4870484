import { createHash } from 'node:crypto';
import { withoutDiscovery } from './discovery.ts';
import { type Color, colorProject, type Model, type Named, type Service, singles } from './model.ts';
import type { Strategy } from './strategy.ts';

/** The network on which the router reaches one colour: every published service has a fixed address of its own there. */
export interface ColorNetwork {
  /** CIDR. */
  readonly subnet: string;
  /** Service to IPv4 address. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Name of that network inside the colour's project. */
export const routerNetwork = 'slipway-router';

/** Label of a container that says how its release treats it. */
export const strategyLabel = 'slipway.strategy';

/** Label of a container that names the settings that it was made with. */
export const settingsLabel = 'slipway.settings';

/**
 * A name for all that the team's file and its `.env` say of a service besides its image: what compose resolved, and how the release treats it. The
 * same settings have the same name.
 */
export function settingsOf(service: Service, strategy: Strategy = 'colours'): string {
  const { image: _image, build: _build, ...settings } = service;
  return createHash('sha256').update(canonical({ settings, strategy })).digest('hex').slice(0, 16);
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

export interface ColorOptions {
  readonly color: Color;
  /** Service to image by digest. */
  readonly images: Readonly<Record<string, string>>;
  readonly network: ColorNetwork;
  readonly version: string;
  readonly strategies?: Readonly<Record<string, Strategy>>;
  /** Services that did their work already: nothing waits for them, and they are not started. */
  readonly done?: readonly string[];
}

/**
 * The model of one colour: a project of its own with the released services, their images by digest, no published ports, no fixed container names,
 * networks of its own, and the *same* named volumes. The router reaches it by fixed addresses: a published port would lead through Docker's
 * proxy, which accepts connections for a container that is gone. What the colour depends on outside of the release is attached by name afterwards.
 */
export function colorModel(model: Model, options: ColorOptions): Model {
  const released = Object.keys(options.images);
  const outside = [...singles(model, released), ...(options.done ?? [])];
  const networks = ownNetworks(model);
  const services = mapValues(pick(model.services, released, outside), (service, name) => {
    const strategy = options.strategies?.[name] ?? 'colours';
    const own = { image: options.images[name] ?? '', ...onNetworks(service, networks, options.network.addresses[name]) };
    // A program that runs once must not be started again by the engine.
    const restart = strategy === 'once' ? { restart: 'no', ...withoutRestartPolicy(service) } : {};
    const labels = {
      'slipway.color': options.color,
      'slipway.version': literal(options.version),
      [strategyLabel]: strategy,
      [settingsLabel]: settingsOf(model.services[name] ?? {}, strategy),
    };
    const kept = movable(service);
    return { ...kept, ...own, ...restart, labels: { ...kept.labels, ...labels } };
  });
  const router = { internal: true, ipam: { config: [{ subnet: options.network.subnet }] } };
  const all = { default: null, ...networks, [routerNetwork]: router };
  return { ...model, name: colorProject(model.name, options.color), services, networks: all, volumes: sameVolumes(model, services) };
}

/** The model with the single services alone, under the project's own name: containers that run already are theirs. */
export function singlesModel(model: Model, released: readonly string[]): Model {
  const services = mapValues(pick(model.services, singles(model, released), released), ({ profiles: _profiles, ...kept }) => kept);
  return { ...model, services };
}

/**
 * The model for one program run in a released service's new image, where the application's own database can be reached by name.
 * @param attached whether the project's networks exist already: then the program joins them
 */
export function taskModel(model: Model, options: { service: string; image: string; attached: boolean }): Model {
  const { depends_on: _d, restart: _r, healthcheck: _h, links: _l, ...kept } = movable(model.services[options.service] ?? {});
  const networks = options.attached
    ? mapValues(model.networks ?? { default: null }, (network, key) => ({ name: network?.name ?? `${model.name}_${key}`, external: true }))
    : ownNetworks(model);
  const task = { ...kept, image: options.image, ports: [], labels: { ...kept.labels, 'slipway.task': 'true' } };
  const services = { [options.service]: task };
  return { ...model, name: `${model.name}-task`, services, networks, volumes: sameVolumes(model, services) };
}

/** Names by which the other services reach a service: its own, its aliases, and those of links to it. A container's name resolves by itself. */
export function namesOf(model: Model, service: string): string[] {
  const aliases = Object.values(model.services[service]?.networks ?? {}).flatMap(
    (network) => (network?.['aliases'] as string[] | undefined) ?? [],
  );
  const links = Object.values(model.services).flatMap((one) => (one['links'] as string[] | undefined) ?? []);
  const linked = links.map((link) => link.split(':')).filter(([name, alias]) => name === service && alias);
  return [...new Set([service, ...aliases, ...linked.map(([, alias = '']) => alias)])];
}

/** A service without what only one copy of it can have, and without what a colour gets from its release. */
function movable(service: Service): Service {
  const { build: _b, container_name: _n, ports: _p, profiles: _f, pull_policy: _u, mac_address: _m, ...kept } = withoutDiscovery(service);
  return kept;
}

function withoutRestartPolicy(service: Service): { readonly deploy?: unknown } {
  const { restart_policy: _r, ...deploy } = (service['deploy'] as Record<string, unknown> | undefined) ?? {};
  return service['deploy'] === undefined ? {} : { deploy };
}

/**
 * The colour's own networks, where the service has no fixed address, and its container name still resolves: other services may call it by that.
 * The router's network comes last, with the address that the router knows.
 */
function onNetworks(service: Service, own: Readonly<Record<string, Named | null>>, address: string | undefined): Pick<Service, 'networks'> {
  if (service['network_mode'] !== undefined) return {};
  const name = service.container_name;
  const networks = mapValues(service.networks ?? { default: null }, (network, key) => {
    const { ipv4_address: _4, ipv6_address: _6, link_local_ips: _l, mac_address: _m, ...kept } = network ?? {};
    const external = own[key]?.external === true;
    const aliases = [...((kept['aliases'] as string[] | undefined) ?? []), ...(name && !external ? [name] : [])];
    const joined = aliases.length > 0 ? { ...kept, aliases } : kept;
    return Object.keys(joined).length > 0 ? joined : null;
  });
  return { networks: { ...networks, ...(address ? { [routerNetwork]: { ipv4_address: address } } : {}) } };
}

/**
 * Networks of a colour are its own, also where the team's file fixes a name: an alias of both colours on one network would cross requests. Subnets and
 * the name of a bridge can be had once only.
 */
function ownNetworks(model: Model): Record<string, Named | null> {
  return mapValues(model.networks ?? {}, (network) => {
    if (!network || network.external) return network;
    const { name: _name, ipam: _ipam, driver_opts: options, ...kept } = network;
    const { 'com.docker.network.bridge.name': _bridge, ...others } = (options as Record<string, unknown> | undefined) ?? {};
    return Object.keys(others).length > 0 ? { ...kept, driver_opts: others } : kept;
  });
}

/** The named volumes that the services mount, under their real names: both colours use the same. */
function sameVolumes(model: Model, services: Readonly<Record<string, Service>>): Record<string, Named> {
  const mounted = new Set(Object.values(services).flatMap((service) => (service.volumes ?? []).map((mount) => mount.source ?? '')));
  const used = Object.entries(model.volumes ?? {}).filter(([key]) => mounted.has(key));
  return Object.fromEntries(used.map(([key, volume]) => [key, { name: volume?.name ?? `${model.name}_${key}`, external: true }]));
}

/** Compose replaces `$NAME` in every value of a file that it reads; what we write is meant as it stands. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function pick(services: Model['services'], names: readonly string[], without: readonly string[]): Record<string, Service> {
  const kept = Object.entries(services).filter(([name]) => names.includes(name));
  return Object.fromEntries(
    kept.map(([name, service]) => {
      const { depends_on: needs, links, ...others } = service;
      const linked = ((links as string[] | undefined) ?? []).filter((link) => !without.includes(link.split(':')[0] ?? ''));
      const dependsOn = Object.fromEntries(Object.entries(needs ?? {}).filter(([other]) => !without.includes(other)));
      return [name, { ...others, ...(links ? { links: linked } : {}), ...(needs ? { depends_on: dependsOn } : {}) }];
    }),
  );
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, change: (value: V, key: string) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
