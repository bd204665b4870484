/** The keys of a checks file, as plain data: the reader and the schema for editors are made of them. */

export type Field =
  | { readonly type: 'text' | 'duration' | 'boolean' | 'lines' | 'pairs' | 'scalars'; readonly description: string }
  | { readonly type: 'fields'; readonly description: string; readonly fields: Fields }
  /** It means something to gatus and nothing to a gate: it is named in a warning. */
  | { readonly type: 'ignored' }
  /** Without it the check would ask something else: it is refused. */
  | { readonly type: 'refused'; readonly instead: string };

export type Fields = Readonly<Record<string, Field>>;

interface Values {
  readonly text: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly boolean: boolean;
  readonly lines: readonly string[];
  readonly pairs: Readonly<Record<string, string>>;
  readonly scalars: Readonly<Record<string, string | number | boolean>>;
}

type ValueOf<F extends Field> = F extends { readonly type: 'fields'; readonly fields: infer I extends Fields }
  ? ReadOf<I>
  : F['type'] extends keyof Values
    ? Values[F['type']]
    : never;

export type ReadOf<T extends Fields> = { readonly [K in keyof T]?: ValueOf<T[K]> };

const ignored = { type: 'ignored' } as const;

const clientFields = {
  timeout: { type: 'duration', description: 'Longest time for one request: `10s`.' },
  insecure: { type: 'boolean', description: 'Trust any certificate.' },
  'ignore-redirect': { type: 'boolean', description: 'Follow no redirect.' },
  tls: {
    type: 'fields',
    description: 'Certificate that this side shows.',
    fields: {
      'certificate-file': { type: 'text', description: 'Certificate (PEM), a path in the repository.' },
      'private-key-file': { type: 'text', description: 'Its key (PEM), a path in the repository.' },
      renegotiation: ignored,
    },
  },
  'dns-resolver': ignored,
  network: ignored,
  'proxy-url': { type: 'refused', instead: 'ask from where the address can be reached, with via: ssh' },
  oauth2: { type: 'refused', instead: 'get the token in a step before and send it as ${TOKEN} in headers' },
  'identity-aware-proxy': { type: 'refused', instead: 'get the token in a step before and send it as ${TOKEN} in headers' },
  tunnel: { type: 'refused', instead: 'use via: ssh' },
} as const satisfies Fields;

export const checkFields = {
  name: { type: 'text', description: 'A noun for tables.' },
  group: { type: 'text', description: 'Stands before the name.' },
  url: {
    type: 'text',
    description: 'Address to ask; a path begins at the input `url`. `${NAME}` is filled from the environment of the step.',
  },
  enabled: { type: 'boolean', description: '`false` leaves the check out.' },
  method: { type: 'text', description: 'Method of the request; GET unless said.' },
  headers: { type: 'pairs', description: 'Headers to send. `${NAME}` is filled from the environment of the step.' },
  body: { type: 'text', description: 'Body to send. `${NAME}` is filled from the environment of the step.' },
  graphql: { type: 'boolean', description: 'Send the body as the query of GraphQL.' },
  conditions: { type: 'lines', description: 'Conditions, all of which must hold.' },
  client: { type: 'fields', description: 'How to connect.', fields: clientFields },
  dns: {
    type: 'fields',
    description: 'Question to a DNS server, which is then the url.',
    fields: {
      'query-name': { type: 'text', description: 'Name to ask for.' },
      'query-type': { type: 'text', description: '`A`, `AAAA`, `MX` …' },
    },
  },
  options: { type: 'scalars', description: 'What only this kind of address knows, such as `pool` of postgres.' },
  interval: ignored,
  alerts: ignored,
  ui: ignored,
  'maintenance-windows': ignored,
  'extra-labels': ignored,
  store: ignored,
  'always-run': ignored,
  ssh: { type: 'refused', instead: 'use via: ssh' },
} as const satisfies Fields;

/** Keys beside `endpoints` that configure gatus itself. */
export const fileFields = Object.fromEntries(
  [
    'alerting',
    'announcements',
    'concurrency',
    'connectivity',
    'debug',
    'disable-monitoring-lock',
    'external-endpoints',
    'maintenance',
    'metrics',
    'remote',
    'security',
    'skip-invalid-config-update',
    'storage',
    'suites',
    'tunneling',
    'ui',
    'web',
  ].map((name) => [name, ignored]),
) satisfies Fields;

export type FileCheck = ReadOf<typeof checkFields>;
