import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';
import type { Entrance } from '../../router.ts';
import { assetBackend, assetRoutes } from './assets.ts';
import { clientAddress, type Edge, sending } from './edge.ts';
import { isEvery } from './front.ts';

export interface RouterPlan {
  readonly project: string;
  readonly published: readonly Published[];
  /** Where each colour answers for a published port, as the server sees it. */
  readonly address: (color: Color, published: Published) => Address;
  /** Path of the map file on the server. */
  readonly mapFile: string;
  /** Whether the server speaks IPv6: then both families are bound, as Docker's published ports are. */
  readonly ipv6: boolean;
  /** While a stack that serves is taken over; otherwise users come in on the published ports. */
  readonly entrance?: Entrance;
  /** Paths of files that the other colour may have, while one is on trial. */
  readonly assets?: readonly string[];
  /** Where this HAProxy is the one that users reach first. */
  readonly edge?: Edge;
  /** Addresses and networks of proxies before this one, whose word about clients counts; nobody's unless given. */
  readonly trusted?: readonly string[];
}

/** Key of the map whose value is the route. */
export const liveKey = 'live';

/** What a backend stands for: a confirmed colour, or one on trial. */
export type Standing = Color | `${Color}_trial` | `${Color}_assets`;

/** Cookie by which a user stays with the colour that a canary drew for them. */
const cookie = 'slipway_share';

export function frontendName(project: string, port: number): string {
  return `slipway_${project}_${port}`;
}

export function backendName(project: string, port: number, value: Standing): string {
  return `${frontendName(project, port)}_${value}`;
}

export function addressOf(plan: Pick<RouterPlan, 'address'>, published: Published, color: Color): string {
  const address = plan.address(color, published);
  return 'path' in address ? `unix@${address.path}` : `${address.host}:${address.port}`;
}

/**
 * The project's part of HAProxy's configuration: one frontend for each published port, all of them asking the same map entry, so that every port
 * flips in the same instant. It holds no state: the route stands in the map.
 */
export function renderConfig(plan: RouterPlan): string {
  const parts = plan.published.flatMap((published) => [
    frontend(plan, published),
    ...(['blue', 'green'] as const).flatMap((color) => [
      settled(plan, published, color),
      trial(plan, published, color),
      ...assetBackend(plan.assets, frontendName(plan.project, published.port), color, common, (one) => serverLine(plan, published, one)),
    ]),
  ]);
  const none = [
    `backend slipway_${plan.project}_none`,
    '    mode http',
    '    http-request return status 503 content-type text/plain string "No release is live yet."',
  ].join('\n');
  return `${[`# Written by Slipway for ${plan.project}. Changes are lost.`, ...parts, none].join('\n\n')}\n`;
}

function frontend(plan: RouterPlan, published: Published): string {
  const name = frontendName(plan.project, published.port);
  return [
    `frontend ${name}`,
    '    mode http',
    ...binds(plan, published),
    ...secured(plan, published),
    '    timeout client 60s',
    '    timeout http-keep-alive 60s',
    // Without it a reload closes idle kept-alive connections under the feet of their clients.
    '    option idle-close-on-response',
    ...clientAddress(plan.edge, plan.trusted),
    `    http-request set-var(txn.slipway) str(${liveKey}),map(${plan.mapFile},none)`,
    ...canary(name),
    ...assetRoutes(name, plan.assets ?? []),
    `    use_backend ${name}_%[var(txn.slipway),field(1,_)]_trial if { var(txn.slipway) -m sub _ }`,
    `    use_backend ${name}_%[var(txn.slipway)] unless { var(txn.slipway) -m str none }`,
    `    default_backend slipway_${plan.project}_none`,
  ].join('\n');
}

function bindAddress(plan: RouterPlan, { address }: Published, port: number): string {
  if (!isEvery(address)) return `${address}:${port}`;
  if (!plan.ipv6) return `*:${port}`;
  // One socket for both families would know IPv4 clients as ::ffff:192.0.2.1.
  return plan.edge ? `*:${port},:::${port} v6only` : `:::${port} v4v6`;
}

function secured(plan: RouterPlan, published: Published): string[] {
  const tls = plan.edge?.tls;
  if (tls?.port !== published.port) return [];
  return [`    bind ${bindAddress(plan, published, 443)} ssl crt ${tls.file} alpn h2,http/1.1`];
}

const serverLine = (plan: RouterPlan, published: Published, color: Color): string =>
  `server ${color} ${addressOf(plan, published, color)} ${sending(plan.edge)}`;

/** Where users come in: on a published port; while a running stack is taken over also, or only, on the one beside it. Listeners have names then, to be read back. */
function binds(plan: RouterPlan, published: Published): string[] {
  const beside = plan.entrance?.beside[published.port];
  const own = `    bind ${bindAddress(plan, published, published.port)}`;
  if (beside === undefined) return [own];
  const next = `    bind ${bindAddress(plan, published, beside)} name beside`;
  return ['    option socket-stats', ...(plan.entrance?.at === 'both' ? [`${own} name published`] : []), next];
}

/**
 * A word like `green_10` gives green the requests whose number from 0 to 99 is below 10. A browser keeps its number in a cookie, on every port, so that
 * pages and their assets come from one version and a growing share only ever adds users.
 */
function canary(name: string): string[] {
  const drawn = `{ req.cook(${cookie}) -m reg ^[0-9]{1,2}$ }`;
  const other = (color: Color): Color => (color === 'blue' ? 'green' : 'blue');
  return [
    '    acl shared var(txn.slipway) -m reg _[0-9]+$',
    '    http-request set-var(txn.share) var(txn.slipway),field(2,_) if shared',
    `    http-request set-var(txn.number) req.cook(${cookie}) if shared ${drawn}`,
    `    http-request set-var(txn.number) rand(100) if shared !${drawn}`,
    `    http-request set-var(txn.drawn) bool(true) if shared !${drawn}`,
    '    http-request set-var(txn.left) var(txn.number),sub(txn.share) if shared',
    `    http-response add-header set-cookie "${cookie}=%[var(txn.number)]; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax" if { var(txn.drawn) -m bool }`,
    ...(['blue', 'green'] as const).map(
      (color) => `    use_backend ${name}_${other(color)} if shared { var(txn.slipway) -m beg ${color} } { var(txn.left) -m int ge 0 }`,
    ),
  ];
}

const common = ['    mode http', '    timeout connect 2s', '    timeout server 60s', '    timeout tunnel 1h', '    timeout queue 5s'];

/** A confirmed colour stands alone. A connection that does not come about is tried again; nothing marks its only servers down but their checks. */
function settled(plan: RouterPlan, published: Published, color: Color): string {
  return [
    `backend ${backendName(plan.project, published.port, color)}`,
    ...common,
    '    retries 3',
    `    ${serverLine(plan, published, color)} inter 1s fall 3 rise 1`,
  ].join('\n');
}

/**
 * A colour on trial, with the one before as a reserve. Its first failed connection takes it out, and a request that got no answer is sent again to
 * the reserve; one whose method may not be repeated is sent again only where it never left.
 */
function trial(plan: RouterPlan, published: Published, color: Color): string {
  const other: Color = color === 'blue' ? 'green' : 'blue';
  return [
    `backend ${backendName(plan.project, published.port, `${color}_trial`)}`,
    ...common,
    '    option http-server-close',
    '    retries 10',
    '    option redispatch 1',
    '    retry-on conn-failure empty-response junk-response response-timeout',
    '    http-request disable-l7-retry if { method POST PATCH CONNECT }',
    `    ${serverLine(plan, published, color)} inter 500ms fall 1 rise 2 observe layer4 error-limit 1 on-error mark-down`,
    `    ${serverLine(plan, published, other)} inter 500ms fall 2 rise 1 backup`,
  ].join('\n');
}

/** Where a configuration lets users reach a colour: the port of each frontend, and the colour's address behind it. */
export function servedOn(config: string, color: Color): Map<string, string> {
  const found = new Map<string, string>();
  let section = '';
  for (const line of config.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (/^\S/.test(line)) section = words[1] ?? '';
    if (words[0] === 'bind' && !words.includes('ssl')) found.set(section, words.slice(1).join(' '));
    if (words[0] === 'server' && words[1] === color && section.endsWith(`_${color}`)) found.set(section, words[2] ?? '');
  }
  return found;
}
