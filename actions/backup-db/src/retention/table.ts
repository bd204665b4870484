import { cell, code, formatDuration, table } from '@slipway/action';
import { amountOf, counted } from '../content.ts';
import type { Entry } from '../entry.ts';
import { formatBytes } from '../progress.ts';
import type { Decision } from './decide.ts';

/** A summary holds about a megabyte; the log has every line. */
const shown = 500;

/** Every backup with its age, size and proof, and whether and why it stays. */
export function decisionTable(decisions: readonly Decision[], now: number): string {
  const rows = decisions
    .slice(0, shown)
    .map(({ entry, keep, why }) => [
      keep ? 'keep' : '**remove**',
      code(entry.manifest.id),
      ageOf(entry, now),
      formatBytes(entry.manifest.stored.size),
      holdsOf(entry),
      cell(entry.manifest.tag),
      cell(proofOf(entry)),
      cell(why),
    ]);
  const text = table(['', 'backup', 'age', 'size', 'holds', 'tag', 'proof', 'why'], rows);
  return decisions.length > shown ? `${text}\n\n${decisions.length - shown} more are in the log.` : text;
}

/** One line for the log. */
export function lineOf({ entry, keep, why }: Decision, now: number): string {
  const { manifest } = entry;
  const facts = [ageOf(entry, now), formatBytes(manifest.stored.size), holdsOf(entry), manifest.tag, proofOf(entry)];
  return `${keep ? 'keep  ' : 'remove'}  ${manifest.id}  ${facts.join('  ')}  ${why}`;
}

/** `40 rows` */
function holdsOf({ manifest }: Entry): string {
  const { rows, unit } = amountOf(manifest.facts);
  return counted(rows, unit.replace(/s$/, ''));
}

export function proofOf({ manifest, whole, found, doubt }: Entry): string {
  if (!whole) return found === undefined ? 'file missing' : 'file of another size';
  return doubt ? `not believed: ${doubt}` : (manifest.verified?.level ?? 'not proven');
}

function ageOf({ manifest }: Entry, now: number): string {
  const age = now - Date.parse(manifest.created);
  if (age < 0) return 'of the future';
  if (age < 60_000) return 'under 1 min';
  return age < 2 * 86_400_000 ? formatDuration(age - (age % 60_000)) : `${Math.floor(age / 86_400_000)} d`;
}
