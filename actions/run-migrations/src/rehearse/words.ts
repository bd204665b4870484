import { cell, code, formatDuration, table } from '@slipway/action';
import type { Rehearsal } from './rehearsal.ts';

/** What a rehearsal showed, for the summary. */
export function rehearsalParts(rehearsal: Rehearsal | undefined): readonly string[] {
  if (!rehearsal) return [];
  const rows = rehearsal.notes.map((one) => [code(one.revision), code(one.rule), cell(one.why)]);
  const notes = rows.length > 0 ? [table(['revision', 'found in the rehearsal', 'why'], rows)] : [];
  return [`**Rehearsed** ${wordsOf(rehearsal)}`, ...notes];
}

/** The rehearsal in a few sentences, after the word `Rehearsed`. */
export function wordsOf(rehearsal: Rehearsal): string {
  const { restored, bytes, duration, ran } = rehearsal;
  const count = ran.length === 1 ? '1 revision' : `${ran.length} revisions`;
  const copy = `a copy of ${(bytes / 1e6).toFixed(1)} MB, made in ${formatDuration(restored)}`;
  const first = `on ${copy}: ${count} in ${formatDuration(duration)}.`;
  return [first, ...lockWords(rehearsal), ...wayBackWords(rehearsal), ...oldCodeWords(rehearsal)].join(' ');
}

function lockWords({ locks, outside }: Rehearsal): readonly string[] {
  const held = Object.entries(locks).sort(([, a], [, b]) => b - a);
  const free = Object.entries(outside).map(([id, time]) => `${code(id)} (the longest ${formatDuration(time)})`);
  const blind = free.length > 0 ? [`Not in this are locks of statements outside of a transaction: ${free.join(', ')}.`] : [];
  if (held.length === 0) return ['No revision ended with a lock against readers.', ...blind];
  const words = held.slice(0, 5).map(([name, time]) => `${code(name)} ${formatDuration(time)}`);
  const rest = held.length > 5 ? ` and ${held.length - 5} more` : '';
  return [`Locked against readers until its revision ended, at most: ${words.join(', ')}${rest}.`, ...blind];
}

function wayBackWords({ repeatable, notes }: Rehearsal): readonly string[] {
  if (repeatable === undefined) return ['There is no plain way back to rehearse.'];
  if (repeatable) return ['Down and up again led to the same schema.'];
  return [notes.some((one) => one.rule === 'downgrade-fails') ? 'There is **no way back**.' : 'The way back is **not repeatable**.'];
}

function oldCodeWords({ oldCode }: Rehearsal): readonly string[] {
  if (oldCode === undefined) return [];
  return [
    oldCode ? 'The version that serves worked on the migrated copy.' : 'The version that serves did **not** work on the migrated copy.',
  ];
}
