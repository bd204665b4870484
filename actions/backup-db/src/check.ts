import { checkTarget, type Problem } from '@slipway/action';
import type { Inputs } from './contract.ts';
import { readInstant } from './instant.ts';
import { isName, isTablePattern } from './names.ts';
import { readPolicy } from './retention/policy.ts';
import { type Settled, withDefaults } from './settled.ts';
import { redisAddress } from './sources/redis/address.ts';
import { addressesOf, parseAddress } from './stores/address.ts';

/** Problems that show only in the combination of inputs. Where an environment is named, they show once its settings are among them. */
export function checkInputs(inputs: Inputs): Problem[] {
  return inputs.environment === undefined ? checkSettled(withDefaults(inputs)) : [];
}

/** Those of the server. The key may be for a destination alone, and then there is none. */
function checkServer(inputs: Settled): readonly Problem[] {
  const elsewhere = addressesOf(inputs.destination).some(({ kind }) => kind === 'sftp');
  return !inputs.host && elsewhere ? [] : checkTarget(inputs);
}

/** Problems of all that is known. */
export function checkSettled(inputs: Settled): Problem[] {
  const problems: Problem[] = [...checkServer(inputs)];
  const say = (input: keyof Settled, message: string): void => void problems.push({ input, message });
  problems.push(...checkDestinations(inputs));
  if (needsDatabase(inputs)) problems.push(...checkSource(inputs));
  if (inputs.mode === 'backup') problems.push(...checkRecipients(inputs));
  const odd = inputs['exclude-table-data'].find((line) => !isTablePattern(line));
  if (odd !== undefined) say('exclude-table-data', `has ${JSON.stringify(odd)}, which is no table or schema.table. Example: sessions`);
  problems.push(...checkDatabases(inputs));
  if (inputs.mode === 'verify' && inputs.verify === 'none')
    say('verify', 'is none, which leaves mode verify nothing to do. Example: archive');
  if (inputs.id && !isName(inputs.id)) say('id', 'is no name of a backup. Example: notes-notes-20260102T030405Z-1a2b');
  if (inputs.at && readInstant(inputs.at) === undefined) say('at', 'is no date with a time in ISO 8601. Example: 2026-01-02T03:04:05Z');
  if (inputs.at && inputs.id) say('at', 'is given, and id too; leave one of them out');
  problems.push(...readPolicy(inputs).problems);
  if (inputs.mode === 'backup' && inputs.prune && (inputs.verify === 'none' || inputs.verify === 'checksum'))
    say('prune', `is true, but verify is ${inputs.verify}: older backups go only after one that is proven. Example: verify: archive`);
  if (inputs.mode === 'backup' && inputs['verify-key'] && !inputs['signing-key'])
    say('signing-key', 'is missing or empty, but verify-key is given: an unsigned backup would not count');
  problems.push(...checkInto(inputs));
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(inputs.tag)) say('tag', 'is no word of letters, digits, . _ and -. Example: pre-deploy');
  return problems;
}

function checkDatabases({ databases, database, mode }: Settled): Problem[] {
  const input = 'databases';
  if (databases.length === 0) return [];
  if (mode !== 'backup') return [{ input, message: `is for mode backup, and mode is ${mode}` }];
  return database ? [{ input, message: 'is given, and database too; leave one of them out' }] : [];
}

function checkDestinations({ destination: lines, 'min-copies': copies, ...inputs }: Settled): Problem[] {
  const input = 'destination';
  if (lines.length === 0)
    return [{ input, message: 'is required, and is missing or empty. Example: /var/backups/notes, or an environment to take it from' }];
  const problems: Problem[] = lines.flatMap((line, index) => {
    const address = parseAddress(line);
    const which = lines.length > 1 ? `as number ${index + 1} ` : '';
    if ('problem' in address) return [{ input, message: `${which}${address.problem}` }];
    const first = lines.indexOf(line);
    if (first < index) return [{ input, message: `${which}is the same as number ${first + 1}` }];
    return address.kind === 'sftp' ? checkTarget({ ...inputs, host: address.host }) : [];
  });
  if (copies !== undefined && copies > lines.length)
    problems.push({ input: 'min-copies', message: `is ${copies}, but there are only ${lines.length} destinations` });
  return problems;
}

function checkInto({ into, kind }: Settled): Problem[] {
  if (!into) return [];
  if (kind === 'postgres')
    return /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(into)
      ? []
      : [{ input: 'into', message: 'is no database name of at most 40 letters, digits, _ and -. Example: notes_restored' }];
  if (kind === 'volume')
    return isVolume(into) ? [] : [{ input: 'into', message: 'is no name of a Docker volume. Example: notes_uploads_restored' }];
  const example = kind === 'redis' ? '/var/backups/restored.rdb' : '/var/backups/restored.db';
  return isPath(into) ? [] : [{ input: 'into', message: `is no absolute path of a file, as kind ${kind} needs. Example: ${example}` }];
}

/** What is needed to find the source, and what belongs to another kind. */
function checkSource(inputs: Settled): Problem[] {
  const { kind } = inputs;
  const problems = foreign(inputs);
  const named = inputs['project-name'] !== undefined;
  if (kind === 'postgres' && !named && !inputs['database-url'])
    problems.push({ input: 'project-name', message: 'or database-url is needed to find the database. Example: notes' });
  if (kind === 'redis' && !named && !inputs['redis-url'])
    problems.push({ input: 'project-name', message: 'or redis-url is needed to find the Redis. Example: notes' });
  if (kind === 'redis' && inputs['redis-url'] && redisAddress(inputs['redis-url']) === undefined)
    problems.push({ input: 'redis-url', message: 'is no address of a Redis. Example: rediss://default:password@cache.example.com:6379' });
  if (inputs['redis-copy'] === 'scan' && !inputs['redis-url'])
    problems.push({ input: 'redis-copy', message: 'is scan, which needs redis-url: the Redis of a service lets its own programs copy it' });
  if (kind === 'sqlite' || kind === 'duckdb') problems.push(...checkFile(inputs));
  if (kind === 'volume' && !(inputs.volume && isVolume(inputs.volume)))
    problems.push({
      input: 'volume',
      message: `${inputs.volume ? 'is no name of a Docker volume' : 'is required for kind volume, and is missing or empty'}. Example: notes_uploads`,
    });
  return problems;
}

function checkFile({ kind, file, service, 'project-name': project }: Settled): Problem[] {
  const example = `Example: /var/lib/notes/notes.${kind === 'duckdb' ? 'duckdb' : 'db'}`;
  const problems: Problem[] = [];
  if (!file) problems.push({ input: 'file', message: `is required for kind ${kind}, and is missing or empty. ${example}` });
  else if (!isPath(file)) problems.push({ input: 'file', message: `is no absolute path. ${example}` });
  if (service && project === undefined)
    problems.push({ input: 'project-name', message: `is needed to find the container of the service ${service}. Example: notes` });
  return problems;
}

const owners: Readonly<Partial<Record<keyof Settled, readonly Settled['kind'][]>>> = {
  'database-url': ['postgres'],
  'exclude-table-data': ['postgres'],
  databases: ['postgres'],
  'redis-url': ['redis'],
  file: ['sqlite', 'duckdb'],
  volume: ['volume'],
  writers: ['volume', 'duckdb'],
  image: ['volume', 'duckdb'],
};

/** Inputs that another kind would read. */
function foreign(inputs: Settled): Problem[] {
  return Object.entries(owners).flatMap(([input, kinds]) => {
    const value = inputs[input as keyof Settled];
    const given = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
    return given && !kinds.includes(inputs.kind)
      ? [{ input, message: `is of kind ${kinds.join(' or ')}, and kind is ${inputs.kind}; leave one of them out` }]
      : [];
  });
}

/** What Docker takes; a path would be mounted instead. */
function isVolume(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,200}$/.test(text);
}

function isPath(text: string): boolean {
  return /^\/[^\p{Cc}]*[^\p{Cc}/]$/u.test(text);
}

function needsDatabase(inputs: Settled): boolean {
  if (inputs.mode === 'verify') return inputs.verify !== 'checksum';
  return inputs.mode === 'backup' || inputs.mode === 'restore';
}

function checkRecipients(inputs: Settled): Problem[] {
  const input = 'age-recipients';
  const recipients = inputs[input];
  if (inputs.encryption === 'none' && addressesOf(inputs.destination).some(({ kind }) => kind === 'artifact')) {
    const message = 'is none, but artifact:// takes only what is encrypted: whoever can read a repository can download its artifacts';
    return [{ input: 'encryption', message }];
  }
  if (inputs.encryption === 'none')
    return recipients.length > 0 ? [{ input, message: 'is given, but encryption is none; leave one of them out' }] : [];
  if (recipients.length === 0) {
    const message =
      'is required, and is missing or empty: a dump holds everything. Make a key with age-keygen and write its public key here, or write encryption: none';
    return [{ input, message }];
  }
  return recipients.flatMap((recipient, index) => {
    const which = `has as number ${index + 1}`;
    if (/^AGE-SECRET-KEY-/i.test(recipient))
      return [
        { input, message: `${which} a private key. Put its public key here (age-keygen -y), and make a new key: this one was shown` },
      ];
    return /^age1[a-z0-9]+$/.test(recipient)
      ? []
      : [{ input, message: `${which} what is no age public key. Example: age1ql3z7hjy54pw3...` }];
  });
}
