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

/** Services that are not part of a release: databases, caches, whatever has no image of ours. They stay as the team runs them. */
export function singles(model: Model, released: readonly string[]): string[] {
  return Object.keys(model.services).filter((name) => !released.includes(name));
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
