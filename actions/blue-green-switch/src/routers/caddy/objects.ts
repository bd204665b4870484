import { Failure } from '@slipway/action';
import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';

/** One `reverse_proxy` handler, and where it leads for each colour, as Caddy writes addresses. */
export interface Handler {
  readonly id: string;
  readonly blue: string;
  readonly green: string;
}

export function dialOf(address: Address): string {
  return 'path' in address ? `unix/${address.path}` : `${address.host}:${address.port}`;
}

/** @throws Failure `bad-input` where the id is none that can stand in a path */
export function handlersOf(
  id: string,
  published: readonly Published[],
  address: (color: Color, published: Published) => Address,
): readonly Handler[] {
  if (!/^[\w.-]+$/.test(id))
    throw new Failure('bad-input', `caddy-id '${id}' has other characters than letters, digits, _, . and -. Example: caddy-id: notes`);
  return published.map((one) => ({
    id: published.length === 1 ? id : `${id}-${one.port}`,
    blue: dialOf(address('blue', one)),
    green: dialOf(address('green', one)),
  }));
}

/** What Caddy answers for the object of an id, as far as we read it. */
export interface Found {
  readonly handler?: string;
  readonly upstreams?: readonly { readonly dial?: string }[];
  readonly dynamic_upstreams?: unknown;
  readonly load_balancing?: { readonly selection_policy?: { readonly policy?: string } };
  /** Nanoseconds, or text like `30s`. */
  readonly stream_close_delay?: number | string;
}

/** Policies that give every entry of the list the same share, so that entries that stand there twice count twice. */
const even = ['random', 'round_robin'];

export function sharesEvenly(found: Found): boolean {
  const policy = found.load_balancing?.selection_policy?.policy;
  return policy === undefined || even.includes(policy);
}

/** Whether streams that are open outlive a change of the configuration. */
export function keepsStreams({ stream_close_delay: delay }: Found): boolean {
  return delay !== undefined && delay !== 0 && !/^0\w*$/.test(String(delay));
}

export function isOurs({ upstreams = [] }: Found, { blue, green }: Handler): boolean {
  return upstreams.length > 0 && upstreams.every((one) => Object.keys(one).length === 1 && (one.dial === blue || one.dial === green));
}
