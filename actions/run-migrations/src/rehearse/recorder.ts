import type { Message } from '../answer.ts';
import type { RevisionSql } from '../classify/hazard.ts';
import type { Rehearsal } from './rehearsal.ts';

type Told = Pick<Rehearsal, 'captured' | 'locks' | 'outside'>;

/** Puts together what the program says while revisions run on a copy. */
export interface Recorder {
  readonly hear: (message: Message) => void;
  told(): Told;
}

/** @param tables those that stood before: nobody waits for one that the plan itself makes */
export function createRecorder(tables: readonly string[], now: () => number = () => performance.now()): Recorder {
  const revisions = new Map<string, { statements: RevisionSql['statements'][number][]; unseen: string | undefined }>();
  const spans = new Map<string, { from: number; to: number }>();
  const known = new Set(tables);
  const outside = new Map<string, number>();
  const of = (id: string): { statements: RevisionSql['statements'][number][]; unseen: string | undefined } => {
    const one = revisions.get(id) ?? { statements: [], unseen: undefined };
    revisions.set(id, one);
    return one;
  };
  let started: number | undefined;
  return {
    hear(message) {
      if (message.kind === 'statement') {
        started ??= now();
        of(message.id).statements.push({ sql: message.sql, line: message.line });
      } else if (message.kind === 'outside') outside.set(message.id, Math.max(message.ms, outside.get(message.id) ?? 0));
      else if (message.kind === 'unseen') of(message.id).unseen ??= message.why;
      else if (message.kind === 'locked') {
        of(message.id);
        const at = now();
        for (const table of message.tables.filter((name) => known.has(name))) {
          // From the revision's first statement on at most; a lock that is still held is held until the transaction ends.
          spans.set(table, { from: spans.get(table)?.from ?? started ?? at, to: at });
        }
        started = undefined;
      }
    },
    told: () => ({
      captured: [...revisions].map(([id, { statements, unseen }]) => ({ id, path: '', statements, unseen, allows: [] })),
      locks: Object.fromEntries([...spans].map(([table, { from, to }]) => [table, Math.round(to - from)])),
      outside: Object.fromEntries(outside),
    }),
  };
}
