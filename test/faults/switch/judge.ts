// Holds what a recorder saw against the journal: no change without an intent that stood on the disk before it.
import { type Entry, parseEntries } from '@slipway/journal';
import type { Seen } from './recorder.ts';

/** Milliseconds by which the engine's clock readings and the recorder's may differ. */
const tolerance = 20;

interface Intent {
  readonly transaction: string;
  readonly step: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The earliest instant at which it may have been on the disk. */
  readonly written: number;
  /** The latest instant at which its outcome came; Infinity where the run was lost. */
  closed: number;
}

/** What is wrong, one sentence for each; empty where every change was intended and no colour that serves was stopped. */
export function judge(seen: readonly Seen[]): string[] {
  const intents = intentsOf(seen);
  const problems: string[] = [];
  const now = { word: '', map: '', undo: '' };
  for (const one of seen) {
    const problem = weigh(one, intents, now);
    if (problem) problems.push(`${new Date(one.from).toISOString()} ${one.kind} ${one.text.trim().slice(0, 120)}: ${problem}`);
    if (one.kind === 'word' || one.kind === 'map' || one.kind === 'undo') now[one.kind] = one.text.trim().replace(/^live /, '');
  }
  return problems;
}

function intentsOf(seen: readonly Seen[]): Intent[] {
  const intents: Intent[] = [];
  for (const { kind, text, from, to } of seen) {
    const [entry] = kind === 'entry' ? parseEntries(text) : [];
    if (!entry) continue;
    if (entry.phase === 'intent')
      intents.push({ ...named(entry), data: entry.data ?? {}, written: from, closed: Number.POSITIVE_INFINITY });
    const open = intents.findLast((one) => one.transaction === entry.transaction && one.step === entry.step);
    if (open && entry.phase !== 'intent') open.closed = to;
  }
  return intents;
}

const named = ({ transaction, step }: Entry): Pick<Intent, 'transaction' | 'step'> => ({ transaction, step });

interface Now {
  readonly word: string;
  readonly map: string;
  readonly undo: string;
}

function weigh(one: Seen, intents: readonly Intent[], now: Now): string | undefined {
  const known = intents.filter((intent) => intent.written <= one.to + tolerance);
  const open = known.filter((intent) => intent.closed >= one.from - tolerance);
  const under = (steps: RegExp): boolean => open.some((intent) => steps.test(intent.step));
  switch (one.kind) {
    case 'map':
      if (!/^live (none|blue|green)\n$/.test(one.text)) return 'not one confirmed colour';
      return under(/^(router|confirm|recover|move back)$/) ? undefined : unintended;
    case 'cfg':
      return under(/^router$/) ? undefined : unintended;
    case 'word':
      // The way back is promised by the intent to switch, and comes before its own entry; the armed undo writes none.
      return under(/^(router|switch.*|confirm|recover|move back)$/) || wayBack(one.text, known) ? undefined : unintended;
    case 'undo':
      return tokens(one.text, now, under);
    case 'container':
    case 'network':
    case 'volume':
    case 'image':
      return engine(one, now, under);
    default:
      return undefined;
  }
}

const unintended = 'changed without an intent before';

function wayBack(word: string, known: readonly Intent[]): boolean {
  const last = known.findLast((intent) => /^switch/.test(intent.step));
  if (!last || last.data['from'] !== word) return false;
  const confirmed = known.find((intent) => intent.transaction === last.transaction && intent.step === 'confirm');
  return confirmed === undefined || confirmed.closed === Number.POSITIVE_INFINITY;
}

function tokens(text: string, now: Now, under: (steps: RegExp) => boolean): string | undefined {
  const armed = (list: string): string[] => list.split('\n').filter((path) => path.endsWith('/armed'));
  const before = armed(now.undo);
  const after = armed(text);
  if (after.some((path) => !before.includes(path)) && !under(/^switch/)) return 'an undo was armed without an intent';
  const taken = before.filter((path) => !after.includes(path) && !text.includes(path.replace(/armed$/, 'fired')));
  // Where the router routes by what is confirmed, an undo has nothing to do any more.
  const idle = now.word === '' || now.word === now.map;
  return taken.length > 0 && !idle && !under(/^(confirm|recover|move back)$/)
    ? 'an armed undo was taken away without an intent'
    : undefined;
}

function engine(one: Seen, now: Now, under: (steps: RegExp) => boolean): string | undefined {
  const [action = '', name = ''] = one.text.split(' ');
  if (one.kind === 'image') return under(/^(pull|prune)$/) ? undefined : unintended;
  // What follows by itself from the start or the end of a container.
  if (one.kind === 'volume') return /^(un)?mount$/.test(action) || under(/^start /) ? undefined : unintended;
  const color = /-(blue|green)[-_]/.exec(name)?.[1];
  if (!color || action === 'die') return undefined;
  if (/^(kill|stop|destroy|pause)$/.test(action) && one.kind === 'container') {
    if (color === now.map) return 'the confirmed colour was stopped';
    if (now.word.split('_')[0] === color) return 'the colour that gets traffic was stopped';
  }
  return under(new RegExp(`^(start|stop|drain) ${color}$`)) ? undefined : unintended;
}
