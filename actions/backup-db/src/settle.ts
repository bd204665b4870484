import { badInputs, type Problem, parseDuration } from '@slipway/action';
import type { Settings } from '@slipway/config';
import { checkSettled } from './check.ts';
import type { Inputs } from './contract.ts';
import { type KeepName, keepNames } from './retention/policy.ts';
import { type Settled, withDefaults } from './settled.ts';
import { readKeys } from './trust/keys.ts';

/** Inputs that the Slipway file may give, and the keys under which it does. */
export const keys = {
  'project-name': 'project',
  host: 'host',
  port: 'port',
  username: 'username',
  service: 'backup.service',
  database: 'backup.database',
  databases: 'backup.databases',
  destination: 'backup.destination',
  'min-copies': 'backup.min-copies',
  'exclude-table-data': 'backup.exclude-table-data',
  encryption: 'backup.encryption',
  'age-recipients': 'backup.age-recipients',
  verify: 'backup.verify',
  'on-shrink': 'backup.on-shrink',
  'max-age': 'backup.max-age',
  'keep-last': 'backup.keep-last',
  'keep-hourly': 'backup.keep-hourly',
  'keep-daily': 'backup.keep-daily',
  'keep-weekly': 'backup.keep-weekly',
  'keep-monthly': 'backup.keep-monthly',
  'keep-yearly': 'backup.keep-yearly',
  'keep-within': 'backup.keep-within',
  'keep-within-hourly': 'backup.keep-within-hourly',
  'keep-within-daily': 'backup.keep-within-daily',
  'keep-within-weekly': 'backup.keep-within-weekly',
  'keep-within-monthly': 'backup.keep-within-monthly',
  'keep-within-yearly': 'backup.keep-within-yearly',
  'keep-tag': 'backup.keep-tag',
  'min-keep': 'backup.min-keep',
  prune: 'backup.prune',
  'allow-prune': 'backup.allow-prune',
  'verify-key': 'backup.verify-key',
} as const satisfies { readonly [K in keyof Inputs]?: string };

type FromFile = keyof typeof keys;

/**
 * The inputs, with what the Slipway file says of their environment where they say nothing. The file is read only where an environment is named.
 * What comes out names none: it can be settled again, and stays as it is.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input`
 */
export async function settle(inputs: Inputs, workspace: string): Promise<Settled> {
  if (inputs.environment === undefined) return checked(withDefaults(inputs), (problem) => problem);
  // Loaded late: most runs of this action know all from their inputs.
  const { keyOf, readSettings } = await import('@slipway/config');
  const { config: file } = inputs;
  const settings = await readSettings(file, inputs.environment, workspace);
  const key = (name: FromFile): string => keyOf(settings, keys[name]);
  const merged = merge(inputs, settings, `${keyOf(settings, 'backup')} in ${file}`);
  const settled = withDefaults({ ...merged, environment: undefined });
  return checked(settled, ({ input, message }) => {
    if (!(input in keys)) return { input, message };
    const name = input as FromFile;
    if (merged[name] !== inputs[name]) return { input, message: `${key(name)} in ${file} ${message}` };
    return { input, message: isAbsent(inputs[name]) ? `${message}. In ${file} it is ${key(name)}` : message };
  });
}

function isAbsent(value: Inputs[FromFile]): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/**
 * Inputs before settings; a part of the file that is off cannot be merged with anything.
 * @throws Failure `bad-input`
 */
export function merge(inputs: Inputs, settings: Settings, key: string): Inputs {
  const { backup } = settings;
  if (backup === false) {
    const message = `is ${settings.environment}, but ${key} is false: its database is not backed up. Remove that key, or leave environment out and give every input`;
    throw badInputs([{ input: 'environment', message }]);
  }
  const encryption = inputs.encryption ?? backup.encryption;
  // How many copies there must be is said of destinations that stand beside it.
  const fromFile = inputs.destination.length === 0 && backup.destination !== undefined;
  // Who asks for none here does not contradict the recipients of the file; who asks for none there does.
  const recipients = inputs.encryption === 'none' ? undefined : backup['age-recipients'];
  return {
    ...inputs,
    'project-name': inputs['project-name'] ?? settings.project,
    host: inputs.host ?? settings.host,
    port: inputs.port ?? settings.port,
    username: inputs.username ?? settings.username,
    ...(inputs.kind === 'postgres' ? mergeDatabase(inputs, backup) : {}),
    destination: fromFile ? [backup.destination ?? []].flat() : inputs.destination,
    'min-copies': inputs['min-copies'] ?? (fromFile ? backup['min-copies'] : undefined),
    encryption,
    'age-recipients': linesOr(inputs['age-recipients'], recipients),
    verify: inputs.verify ?? backup.verify,
    'max-age': inputs['max-age'] ?? parseDuration(backup['max-age'] ?? ''),
    ...mergeKeeps(inputs, backup),
    'verify-key': inputs['verify-key'] ?? backup['verify-key'],
  };
}

/** What the file says of its database is nothing to another kind. */
function mergeDatabase(
  inputs: Inputs,
  backup: Exclude<Settings['backup'], false>,
): Pick<Inputs, 'service' | 'database' | 'databases' | 'exclude-table-data'> {
  const given = inputs.databases.length > 0;
  // Whoever names one here means that one; and only a backup is of several at once.
  const several = !given && inputs.database === undefined && inputs.mode === 'backup' ? (backup.databases ?? []) : inputs.databases;
  return {
    service: inputs.service ?? backup.service,
    // The one that the file names is one of several that are given here.
    database: given ? undefined : (inputs.database ?? backup.database),
    databases: several,
    'exclude-table-data': linesOr(inputs['exclude-table-data'], backup['exclude-table-data']),
  };
}

/** Lines that were given, over those of the file. */
function linesOr(given: readonly string[], file: readonly string[] | undefined): readonly string[] {
  return given.length > 0 ? given : (file ?? given);
}

type Retention = KeepName | 'keep-tag' | 'min-keep' | 'prune' | 'allow-prune' | 'on-shrink';

/** A number of keep-* in the file is the text that it would be as an input. */
function mergeKeeps(inputs: Inputs, backup: Exclude<Settings['backup'], false>): Pick<Inputs, Retention> {
  const keeps = keepNames.map((name) => [name, inputs[name] ?? backup[name]?.toString()] as const);
  return {
    ...(Object.fromEntries(keeps) as Pick<Inputs, KeepName>),
    'keep-tag': linesOr(inputs['keep-tag'], backup['keep-tag']),
    'min-keep': inputs['min-keep'] ?? backup['min-keep'],
    prune: inputs.prune ?? backup.prune,
    'allow-prune': inputs['allow-prune'] ?? backup['allow-prune'],
    'on-shrink': inputs['on-shrink'] ?? backup['on-shrink'],
  };
}

/** @throws Failure `bad-input` */
function checked(settled: Settled, explain: (problem: Problem) => Problem): Settled {
  const problems = [...checkSettled(settled), ...readKeys(settled).problems];
  if (problems.length > 0) throw badInputs(problems.map(explain));
  return settled;
}
