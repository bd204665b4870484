import type { Call } from './specification.ts';
import type { State } from './state.ts';

/** A call that may be made, with whom it is made for. */
export interface Ask extends Call {
  readonly state: State;
  /** Login of whom the token belongs to. */
  readonly actor: string;
}

/** A handler's answer. A `list` is cut into pages, and `wrap` makes the object around a page. */
export type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly list: readonly unknown[]; readonly wrap?: (page: readonly unknown[], total: number) => unknown };

export type Handler = (ask: Ask) => Answer;

export const page = 'https://docs.github.com/rest';

export const notFound: Answer = { status: 404, body: { message: 'Not Found', documentation_url: page, status: '404' } };

/** An error in the form that most of GitHub's refusals have. */
export function refuse(status: number, message: string, errors?: readonly Readonly<Record<string, unknown>>[]): Answer {
  return { status, body: { message, ...(errors ? { errors } : {}), documentation_url: page, status: String(status) } };
}

/** A value that breaks a rule which the published description does not hold, such as a length. */
export function invalid(resource: string, field: string, message: string): Answer {
  return refuse(422, 'Validation Failed', [{ resource, code: 'custom', field, message }]);
}

/** Filters that are not modelled are refused: an answer that ignores one would be a lie. */
export function unmodelled(ask: Ask, modelled: readonly string[]): Answer | undefined {
  const other = Object.keys(ask.query).filter((name) => ![...modelled, 'per_page', 'page'].includes(name));
  return other.length > 0 ? refuse(422, `The fake does not model ${other.join(', ')} of ${ask.operation}.`) : undefined;
}

/** Addresses on GitHub's pages are links, so only these schemes are taken. */
export function badAddress(resource: string, body: Readonly<Record<string, unknown>>): Answer | undefined {
  const isBad = (value: unknown): boolean => typeof value === 'string' && value !== '' && !/^https?:\/\/./.test(value);
  const field = ['environment_url', 'log_url', 'target_url', 'details_url'].find((name) => isBad(body[name]));
  return field ? invalid(resource, field, `${field} must use http(s) scheme`) : undefined;
}
