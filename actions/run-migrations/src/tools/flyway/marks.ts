import { Failure } from '@slipway/action';
import type { Known, Marks } from '../adapter.ts';
import { compare, isRepeated, versionOf } from './files.ts';

type Applied = Map<string, { readonly id: string; readonly checksum?: string }>;

interface Row {
  readonly id: string;
  readonly type: string;
  readonly checksum: string;
}

/** Rows of the table: what is applied. @throws Failure `broken-history` where a row is of what no file of SQL made */
export function flywayMarks(rows: readonly (readonly string[])[], known: readonly Known[]): Omit<Marks, 'stamped' | 'own'> {
  const applied: Applied = new Map();
  const foreign = new Map<string, string>();
  let dirty: string | undefined;
  for (const [version = '', description = '', type = '', checksum = '', success = ''] of rows) {
    const id = version === '' ? `R ${description}` : versionOf(version);
    if (success !== 't') dirty = id;
    else {
      apply({ id, type, checksum }, known, applied);
      if (isForeign(type)) foreign.set(id, type);
      else if (isGone(type)) foreign.delete(id);
    }
  }
  const [other] = foreign;
  if (other) {
    throw new Failure(
      'broken-history',
      `The migration ${other[0]} was no file of SQL (${other[1]}): what such a one does is not judged here.`,
      {
        state: 'Nothing was changed.',
        hint: 'Use tool command with a program that starts Flyway as you do.',
      },
    );
  }
  return { applied: [...applied.values()], ...(dirty === undefined ? {} : { dirty }) };
}

/** Written in Java, as a script, or by an extension. */
function isForeign(type: string): boolean {
  return !/^(SCHEMA|BASELINE|DELETE|SQL|SQL_BASELINE)$/.test(type) && !type.startsWith('UNDO_');
}

function isGone(type: string): boolean {
  return type === 'DELETE' || type.startsWith('UNDO_');
}

function apply({ id, type, checksum }: Row, known: readonly Known[], applied: Applied): void {
  if (type.includes('BASELINE')) {
    const before = known.filter((one) => !isRepeated(one.id) && compare(one.id, id) <= 0);
    for (const one of before) applied.set(one.id, { id: one.id });
  }
  if (type === 'SQL' || isGone(type)) applied.delete(id);
  // One that runs again when it changes is pending then.
  const current = !isRepeated(id) || known.find((one) => one.id === id)?.checksum === checksum;
  if (type === 'SQL' && current) applied.set(id, { id, ...(checksum === '' ? {} : { checksum }) });
}

/** Flyway does not run what comes before the newest applied one. @throws Failure `broken-history` */
export function refuseEarlier(known: readonly Known[], applied: Marks['applied']): void {
  const done = new Set(applied.map(({ id }) => id));
  const newest = [...done]
    .filter((id) => !isRepeated(id))
    .sort(compare)
    .at(-1);
  // A newer image knows more of the rows, and that is said elsewhere.
  if (newest === undefined || applied.some(({ id }) => !known.some((one) => one.id === id))) return;
  const earlier = known.find(({ id }) => !isRepeated(id) && !done.has(id) && compare(id, newest) < 0);
  if (!earlier) return;
  throw new Failure('broken-history', `Flyway would not run ${earlier.id}: its version is before ${newest}, which is applied.`, {
    state: 'Nothing was changed.',
    hint: "Give it a newer version; or, where it is meant, set FLYWAY_OUT_OF_ORDER: 'true' in the environment of the service.",
  });
}
