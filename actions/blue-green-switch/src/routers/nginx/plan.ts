import { Failure } from '@slipway/action';
import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';

/** What nginx has to know of one published port. */
export interface Upstream {
  /** As a server block names it: `proxy_pass http://slipway_notes_backend;`. */
  readonly name: string;
  readonly published: Published;
  readonly blue: Address;
  readonly green: Address;
}

export interface NginxPlan {
  readonly project: string;
  readonly upstreams: readonly Upstream[];
}

/** The first port of a service has the service's name, every other one its number too: a port that is added later renames nothing. */
export function planUpstreams(
  project: string,
  published: readonly Published[],
  address: (color: Color, published: Published) => Address,
): NginxPlan {
  const upstreams = published.map((one): Upstream => {
    const first = published.find(({ service }) => service === one.service) === one;
    const name = upstreamName(project, first ? one.service : `${one.service}_${one.port}`);
    return { name, published: one, blue: address('blue', one), green: address('green', one) };
  });
  return { project, upstreams };
}

export function upstreamName(project: string, service: string): string {
  return `slipway_${project}_${service}`.replaceAll(/[^\w.-]/g, '_');
}

/** An address as an nginx `server` line has it. @throws Failure `bad-input` for one that nginx cannot be told */
export function serverOf(address: Address): string {
  if ('path' in address) return `unix:${checked(address.path)}`;
  return address.host.includes(':') ? `[${checked(address.host)}]:${address.port}` : `${checked(address.host)}:${address.port}`;
}

/** It goes into a configuration that root reads, and through a file of words. */
function checked(text: string): string {
  if (/^[\w./:@%+~-]+$/.test(text)) return text;
  throw new Failure('bad-input', `nginx cannot be given the address ${JSON.stringify(text)} of a colour.`, {
    state: 'Nothing was changed.',
    hint: 'Use letters, digits and ./:@%+~- only, for example /run/notes/blue.sock.',
  });
}

/**
 * The file that the program renders the include from: the port that says which word is live, then a line for each upstream: its name, its two
 * addresses, and where its users are sent before the first release.
 */
export function renderRoutes(plan: NginxPlan, port: number, before: Readonly<Record<string, string>>): string {
  const lines = plan.upstreams.map((one) => {
    const first = before[one.name] ?? `127.0.0.1:${one.published.port}`;
    return ['upstream', one.name, serverOf(one.blue), serverOf(one.green), first].join(' ');
  });
  return `${[`active ${port}`, ...lines].join('\n')}\n`;
}

export interface Routes {
  readonly port: number | undefined;
  readonly upstreams: ReadonlyMap<string, { readonly blue: string; readonly green: string; readonly before: string }>;
}

export function parseRoutes(text: string): Routes {
  const rows = text.split('\n').map((line) => line.split(' '));
  const active = rows.find(([kind]) => kind === 'active');
  const upstreams = rows
    .filter(([kind]) => kind === 'upstream')
    .map(([, name = '', blue = '', green = '', before = '']) => [name, { blue, green, before }] as const);
  return { port: active === undefined ? undefined : Number(active[1]), upstreams: new Map(upstreams) };
}

/** Names of upstreams whose live address another plan moves or takes away. */
export function movedUpstreams(before: Routes, after: Routes, live: Color): string[] {
  return [...before.upstreams].filter(([name, one]) => after.upstreams.get(name)?.[live] !== one[live]).map(([name]) => name);
}
