import type { Inputs } from './contract.ts';

type Defaulted = 'service' | 'encryption' | 'verify' | 'on-shrink' | 'max-age' | 'port' | 'username' | 'min-keep' | 'prune' | 'allow-prune';

/** The inputs with all that is known: what was given, over what the Slipway file says, over the defaults. */
export type Settled = { readonly [K in keyof Inputs]: K extends Defaulted ? NonNullable<Inputs[K]> : Inputs[K] };

/** 26 hours: a backup of every day, and the time it takes to be late. */
const maxAge = 26 * 60 * 60 * 1000;

/** Where a kind is looked for by default; a file and a volume are no services. */
const services: Readonly<Record<Inputs['kind'], string>> = { postgres: 'db', redis: 'redis', sqlite: '', duckdb: '', volume: '' };

/** Defaults that the contract cannot hold, because an input that was given must be told from one that was not. */
export function withDefaults(inputs: Inputs): Settled {
  return {
    ...inputs,
    service: inputs.service ?? services[inputs.kind],
    encryption: inputs.encryption ?? 'age',
    verify: inputs.verify ?? 'archive',
    'on-shrink': inputs['on-shrink'] ?? 'warn',
    'max-age': inputs['max-age'] ?? maxAge,
    'min-keep': inputs['min-keep'] ?? 3,
    prune: inputs.prune ?? false,
    'allow-prune': inputs['allow-prune'] ?? 50,
    port: inputs.port ?? 22,
    username: inputs.username ?? 'deploy',
  };
}
