import type { PlaceholderName } from './condition.ts';

/** What a placeholder can be compared with; `any` is known only when the answer is there. */
export type ValueType = 'number' | 'duration' | 'boolean' | 'version' | 'any';

interface Placeholder {
  readonly type: ValueType;
  /** `none`: it has no path. `optional`: `[BODY]` is the whole body. `required`: it means nothing without. */
  readonly path: 'none' | 'optional' | 'required';
}

export const placeholders: Readonly<Record<PlaceholderName, Placeholder>> = {
  STATUS: { type: 'number', path: 'none' },
  BODY: { type: 'any', path: 'optional' },
  HEADER: { type: 'any', path: 'required' },
  RESPONSE_TIME: { type: 'duration', path: 'none' },
  CONNECTED: { type: 'boolean', path: 'none' },
  CERTIFICATE_EXPIRATION: { type: 'duration', path: 'none' },
  VERSION: { type: 'version', path: 'none' },
  TLS: { type: 'number', path: 'none' },
  REDIRECTS: { type: 'number', path: 'none' },
};

export const placeholderNames = Object.keys(placeholders) as readonly PlaceholderName[];

/** Placeholders of gatus that a gate over HTTP has no answer for. */
export const foreignPlaceholders: readonly string[] = ['IP', 'DNS_RCODE', 'DOMAIN_EXPIRATION', 'CONTEXT'];

export const functionNames: readonly string[] = ['len', 'has', 'pat', 'any'];
