/** The part of compose's resolved model (`docker compose config --format json`) that Slipway reads and changes. Everything else passes through. */

export interface Port {
  readonly target: number;
  readonly published?: string;
  readonly protocol?: string;
  readonly host_ip?: string;
  readonly mode?: string;
}

export interface Mount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly [key: string]: unknown;
}

export interface Service {
  readonly image?: string;
  readonly build?: unknown;
  readonly container_name?: string;
  readonly ports?: readonly Port[];
  readonly depends_on?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly networks?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  readonly volumes?: readonly Mount[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly healthcheck?: Readonly<Record<string, unknown>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly restart?: string;
  readonly [key: string]: unknown;
}

export interface Named {
  readonly name?: string;
  readonly external?: boolean;
  readonly [key: string]: unknown;
}

export interface Model {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, Named | null>>;
  readonly volumes?: Readonly<Record<string, Named | null>>;
  readonly [key: string]: unknown;
}

/** A colour of the pair. */
export type Color = 'blue' | 'green';

export function otherColor(color: Color): Color {
  return color === 'blue' ? 'green' : 'blue';
}

/** The network on which the router reaches one colour: every published service has a fixed address of its own there. */
export interface ColorNetwork {
  /** CIDR. */
  readonly subnet: string;
  /** Service to IPv4 address. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Name of that network inside the colour's project. */
export const routerNetwork = 'slipway-router';

/** Services that are not part of a release: databases, caches, whatever has no image of ours. They stay as the team runs them. */
export function singles(model: Model, released: readonly string[]): string[] {
  return Object.keys(model.services).filter((name) => !released.includes(name));
}

/** The model with the single services alone, under the project's own name: containers that run already are theirs. */
export function singlesModel(model: Model, released: readonly string[]): Model {
  return { ...model, services: pick(model.services, singles(model, released), released) };
}

/**
 * The model of one colour: a project of its own with the released services, their images by digest, no published ports, no fixed container names,
 * networks of its own, and the *same* named volumes. The router reaches it by fixed addresses: a published port would lead through Docker's
 * proxy, which accepts connections for a container that is gone. What the colour depends on outside of the release is attached by name afterwards.
 */
export function colorModel(
  model: Model,
  options: { color: Color; images: Readonly<Record<string, string>>; network: ColorNetwork; version: string },
): Model {
  const released = Object.keys(options.images);
  const outside = singles(model, released);
  const services = mapValues(pick(model.services, released, outside), (service, name) => {
    const { build: _build, container_name: _name, ports: _ports, ...kept } = service;
    const image = options.images[name];
    const address = options.network.addresses[name];
    const networks = { ...(service.networks ?? { default: null }), ...(address ? { [routerNetwork]: { ipv4_address: address } } : {}) };
    return {
      ...kept,
      ...(image === undefined ? {} : { image }),
      networks,
      labels: { ...service.labels, 'slipway.color': options.color, 'slipway.version': literal(options.version) },
    };
  });
  const router = { internal: true, ipam: { config: [{ subnet: options.network.subnet }] } };
  const networks = { default: null, ...ownNetworks(model), [routerNetwork]: router };
  return { ...model, name: colorProject(model.name, options.color), services, networks, volumes: sameVolumes(model, services) };
}

/** Compose replaces `$NAME` in every value of a file that it reads; what we write is meant as it stands. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** Services outside of a release that depend on one of it, directly or through others. */
export function callersOf(model: Model, released: readonly string[]): string[] {
  const reached = new Set(released);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const [name, service] of Object.entries(model.services)) {
      if (Object.keys(service.depends_on ?? {}).some((other) => reached.has(other))) reached.add(name);
    }
  }
  return singles(model, released).filter((name) => reached.has(name));
}

/**
 * The model for one program run in a released service's new image, where the application's own database can be reached by name.
 * @param attached whether the project's networks exist already: then the program joins them
 */
export function taskModel(model: Model, options: { service: string; image: string; attached: boolean }): Model {
  const service = model.services[options.service] ?? {};
  const { build: _b, container_name: _n, ports: _p, depends_on: _d, restart: _r, healthcheck: _h, ...kept } = service;
  const networks = options.attached
    ? mapValues(model.networks ?? { default: null }, (network, key) => ({ name: network?.name ?? `${model.name}_${key}`, external: true }))
    : ownNetworks(model);
  const task = { ...kept, image: options.image, ports: [], labels: { ...service.labels, 'slipway.task': 'true' } };
  const services = { [options.service]: task };
  return { ...model, name: `${model.name}-task`, services, networks, volumes: sameVolumes(model, services) };
}

export function colorProject(project: string, color: Color): string {
  return `${project}-${color}`;
}

/** Published TCP ports of the released services: what the router takes over. */
export interface Published {
  readonly service: string;
  /** Port inside the container. */
  readonly target: number;
  /** Port of the server that users know. */
  readonly port: number;
  /** Address it is published on; empty for all. */
  readonly address: string;
}

export function publishedPorts(model: Model, released: readonly string[]): Published[] {
  return released.flatMap((service) =>
    (model.services[service]?.ports ?? [])
      .filter((port) => (port.protocol ?? 'tcp') === 'tcp' && /^\d+$/.test(port.published ?? ''))
      .map((port) => ({ service, target: port.target, port: Number(port.published), address: port.host_ip ?? '' })),
  );
}

/** Networks of a colour are its own, also where the team's file fixes a name: an alias of both colours on one network would cross requests. */
function ownNetworks(model: Model): Record<string, Named | null> {
  return mapValues(model.networks ?? {}, (network) => {
    if (!network || network.external) return network;
    const { name: _name, ...kept } = network;
    return kept;
  });
}

/** The named volumes that the services mount, under their real names: both colours use the same. */
function sameVolumes(model: Model, services: Readonly<Record<string, Service>>): Record<string, Named> {
  const mounted = new Set(Object.values(services).flatMap((service) => (service.volumes ?? []).map((mount) => mount.source ?? '')));
  const used = Object.entries(model.volumes ?? {}).filter(([key]) => mounted.has(key));
  return Object.fromEntries(used.map(([key, volume]) => [key, { name: volume?.name ?? `${model.name}_${key}`, external: true }]));
}

function pick(services: Model['services'], names: readonly string[], without: readonly string[]): Record<string, Service> {
  const kept = Object.entries(services).filter(([name]) => names.includes(name));
  return Object.fromEntries(
    kept.map(([name, service]) => {
      if (!service.depends_on) return [name, service];
      const dependsOn = Object.fromEntries(Object.entries(service.depends_on).filter(([other]) => !without.includes(other)));
      return [name, { ...service, depends_on: dependsOn }];
    }),
  );
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, change: (value: V, key: string) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
