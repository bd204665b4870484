import type { Check, ExpectedVersion } from '@slipway/checks';
import { parseHeader } from './check-inputs.ts';
import type { Inputs } from './contract.ts';
import { hideHeaders, hideInput } from './secrets.ts';

/** How long and how often every check of the run is asked. */
export function mannerOf(inputs: Inputs): Pick<Check, 'timeout' | 'deadline' | 'retryDelay' | 'consecutive' | 'idempotent'> {
  return {
    timeout: inputs['request-timeout'],
    deadline: inputs.deadline,
    retryDelay: inputs['retry-delay'],
    consecutive: inputs.consecutive,
    idempotent: inputs.idempotent,
  };
}

/** Who asks, and over which way: for `url` and what is asked below it. Files of checks may name servers that must not see this. */
export function requestOf(inputs: Inputs): Pick<
  Check,
  'redirects' | 'hostHeader' | 'resolve' | 'address' | 'clientCertificate' | 'clientKey'
> & {
  readonly headers: Readonly<Record<string, string>>;
} {
  const socket = inputs['unix-socket'];
  return {
    headers: headersOf(inputs),
    redirects: inputs.redirects,
    ...given('hostHeader', inputs['host-header']),
    ...given('resolve', inputs.resolve),
    ...given('clientCertificate', inputs['client-cert']),
    ...given('clientKey', inputs['client-key']),
    ...(socket === undefined ? {} : { address: { path: socket } }),
  };
}

function headersOf(inputs: Inputs): Readonly<Record<string, string>> {
  const login = inputs['basic-auth'];
  const headers = Object.fromEntries([
    ...inputs.headers.flatMap((line) => [parseHeader(line) ?? []].filter((header) => header.length === 2)),
    ...(login === undefined ? [] : [['Authorization', `Basic ${Buffer.from(login).toString('base64')}`]]),
    ...(inputs.bearer === undefined ? [] : [['Authorization', `Bearer ${inputs.bearer}`]]),
    ...(inputs.cookie === undefined ? [] : [['Cookie', inputs.cookie]]),
  ]) as Record<string, string>;
  hideInput(headers);
  if (login !== undefined) hideHeaders({ password: login.slice(login.indexOf(':') + 1) });
  return headers;
}

/** The version that must answer. `commit` is that of the run, where nobody wrote one down. */
export function expectationOf(inputs: Inputs, commit: string | undefined): ExpectedVersion {
  const written = inputs['expect-version'];
  const value = written === 'any' ? undefined : (written ?? commit);
  const path = inputs['version-path'];
  const header = inputs['version-header'];
  return {
    ...given('value', value),
    ...given('path', path),
    ...given('header', header),
    ...(value !== undefined && written === undefined ? { derived: true } : {}),
    // Who says where the version stands means that it stands there.
    required: value !== undefined && written !== undefined && (path !== undefined || header !== undefined),
  };
}

/** The same for an answer that need not name a version: only another commit is another version. */
export function loosely({ required: _required, ...expected }: ExpectedVersion): ExpectedVersion {
  return { ...expected, derived: true };
}

export function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
