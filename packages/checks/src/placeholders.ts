import type { Condition, PlaceholderName } from './condition.ts';

/** What a placeholder can be compared with; `any` is known only when the answer is there. */
export type ValueType = 'number' | 'duration' | 'share' | 'boolean' | 'version' | 'any';

interface Placeholder {
  readonly type: ValueType;
  /** `none`: it has no path. `optional`: `[BODY]` is the whole body. `required`: it means nothing without. */
  readonly path: 'none' | 'optional' | 'required';
  /** Schemes of the checks that have it; every one unless said. */
  readonly schemes?: RegExp;
  /** It is a figure of many requests. */
  readonly measured?: true;
}

const http = /^(prometheus\+)?https?$/;
const sockets = /^wss?$/;

export const placeholders: Readonly<Record<PlaceholderName, Placeholder>> = {
  STATUS: { type: 'number', path: 'none', schemes: new RegExp(`${http.source}|${sockets.source}`) },
  BODY: { type: 'any', path: 'optional' },
  HEADER: { type: 'any', path: 'required', schemes: new RegExp(`${http.source}|${sockets.source}`) },
  RESPONSE_TIME: { type: 'duration', path: 'none' },
  CONNECTED: { type: 'boolean', path: 'none' },
  CERTIFICATE_EXPIRATION: { type: 'duration', path: 'none' },
  VERSION: { type: 'version', path: 'none' },
  TLS: { type: 'number', path: 'none' },
  REDIRECTS: { type: 'number', path: 'none', schemes: /^https?$/ },
  P50: { type: 'duration', path: 'none', measured: true },
  P95: { type: 'duration', path: 'none', measured: true },
  P99: { type: 'duration', path: 'none', measured: true },
  ERROR_RATE: { type: 'share', path: 'none', measured: true },
  WS: { type: 'any', path: 'none', schemes: sockets },
  DNS_RCODE: { type: 'any', path: 'none', schemes: /^dns$/ },
};

export const placeholderNames = Object.keys(placeholders) as readonly PlaceholderName[];

/** Placeholders of gatus that a gate has no answer for. */
export const foreignPlaceholders: readonly string[] = ['IP', 'DOMAIN_EXPIRATION', 'CONTEXT'];

export const functionNames: readonly string[] = ['len', 'has', 'pat', 'any'];

/** The placeholders of a condition, also those inside of functions. */
export function placeholdersOf({ left, right }: Pick<Condition, 'left' | 'right'>): readonly PlaceholderName[] {
  return [left, right].flatMap((operand) => {
    const inner = operand.kind === 'call' ? operand.of : operand;
    return inner.kind === 'placeholder' ? [inner.name] : [];
  });
}

/** True for a condition about figures of many requests: `[P95] < 250`. */
export function isMeasured(condition: Condition): boolean {
  return placeholdersOf(condition).some((name) => placeholders[name].measured === true);
}

/** True where an answer cannot be judged without its whole body. */
export function looksAtBody(conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => placeholdersOf(condition).some((name) => name === 'BODY' || name === 'VERSION'));
}
