import { cell, code, formatDuration, type OutputsOf, type Result, table } from '@slipway/action';
import type { Bring } from './bringer.ts';
import { describeAge, type Freshness } from './choose.ts';
import { amountOf, counted } from './content.ts';
import type { contract } from './contract.ts';
import { isProven, type Manifest, type ProofLevel } from './manifest.ts';
import { dumpName } from './names.ts';
import { formatBytes } from './progress.ts';
import type { Store } from './stores/store.ts';

export interface BackupResult extends Result<typeof contract> {
  /** The backup that the outcome is about. */
  readonly manifest?: Manifest;
  /** Restores the backup of a database that was just made into an empty one of its name on another server, with the key that this process alone has. */
  readonly bringTo?: Bring;
}

/** Outputs as a failure takes them. */
export function present(outputs: OutputsOf<typeof contract>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export function outputsOf(manifest: Manifest, store: Store): OutputsOf<typeof contract> {
  const { tables, rows, version } = amountOf(manifest.facts);
  const copies = store.copies(manifest.id).map((copy) => copy.path(dumpName(manifest)));
  return {
    id: manifest.id,
    path: copies[0] ?? store.path(dumpName(manifest)),
    copies: copies.join('\n'),
    size: String(manifest.stored.size),
    sha256: manifest.stored.sha256,
    'plain-sha256': manifest.plain.sha256,
    tables: String(tables),
    rows: String(rows),
    'server-version': version,
    verified: String(isProven(manifest)),
    'verify-level': manifest.verified?.level ?? 'none',
    database: manifest.database,
  };
}

/** What the output `backups` says of one. */
export function briefOf(manifest: Manifest, store: Store): Readonly<Record<string, string | number | boolean>> {
  const { path = '', verified, 'verify-level': level = 'none' } = { ...outputsOf(manifest, store) };
  const { tables, rows } = amountOf(manifest.facts);
  const { database, id, stored } = manifest;
  return { database, id, path, size: stored.size, verified: verified === 'true', level, tables, rows };
}

/** @param now what was done in this run, where it may be another proof than the one that counts */
export function describe(manifest: Manifest, store: Store, duration: number, now?: ProofLevel): string {
  const level = manifest.verified?.level;
  const stands = level ? `${isProven(manifest) ? 'proven' : 'checked'} by ${level}` : 'not proven';
  const proof = now && now !== level ? `passed ${now} now, and is ${stands}` : stands;
  const { facts } = manifest;
  const amount = amountOf(facts);
  const rows = [
    ['database', `${cell(manifest.database)} (${cell(amount.origin)})`],
    ['content', `${amount.text}${'alembic' in facts && facts.alembic ? `, Alembic ${code(facts.alembic)}` : ''}`],
    ['size', `${formatBytes(manifest.stored.size)} of ${formatBytes(manifest.plain.size)}`],
    ['encryption', manifest.encryption === 'age' ? `age, ${counted(manifest.recipients.length, 'recipient')}` : '**none**'],
    ['SHA-256', code(manifest.stored.sha256)],
    ['stored', stored(manifest, store)],
    ['took', formatDuration(duration)],
  ];
  return `**Backup ${code(manifest.id)}: ${proof}.**\n\n${table(['', ''], rows)}`;
}

/** Every copy with its place. */
function stored(manifest: Manifest, store: Store): string {
  const copies = store.copies(manifest.id).map((copy) => `${code(copy.path(dumpName(manifest)))} on ${cell(copy.where)}`);
  return copies.join('<br>');
}

/** Decision, what to do, and every database with its newest proven backup, the oldest first. */
export function renderFreshness(
  entries: readonly Freshness[],
  limit: number,
  now: Date,
  problem?: { readonly text: string; readonly hint: string },
): string {
  const rows = entries.map(({ database, newest, age }) => [
    cell(database),
    newest ? code(newest.manifest.id) : '**none is proven**',
    newest ? cell(newest.manifest.created) : '',
    newest ? formatDuration(age) : '',
    formatDuration(limit),
  ]);
  const [oldest] = entries;
  const decision = problem
    ? `**${cell(problem.text)}** ${cell(problem.hint)}`
    : entries.length > 1
      ? `**Each of ${entries.length} databases has a proven backup; the oldest of their newest ones, of ${cell(oldest?.database ?? '')}, is ${describeAge(oldest?.age ?? 0)}.**`
      : `**The newest proven backup is ${describeAge(oldest?.age ?? 0)}.**`;
  const seen = rows.length > 0 ? [table(['database', 'newest proven backup', 'made', 'age', 'allowed'], rows)] : [];
  return [decision, ...seen, `Checked at ${now.toISOString()}.`].join('\n\n');
}
