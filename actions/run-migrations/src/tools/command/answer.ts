import { Failure } from '@slipway/action';
import type { Known, Marks } from '../adapter.ts';

const shown = 200;

export interface Answer {
  readonly known: readonly Known[];
  readonly marks: Marks;
}

/** What the team's program answered to `probe`. @throws Failure `broken-history` naming the first thing that is wrong */
export function parseAnswer(text: string, program: string): Answer {
  const wrong = (what: string): Failure => {
    const said = text.trim().slice(0, shown);
    return new Failure('broken-history', `${program} answered the operation probe with ${what}: ${said || 'it said nothing'}`, {
      state: 'Nothing was changed.',
      hint: 'It must print {"migrations": [{"id": …, "sql": …}], "applied": ["…"]} and nothing else; the README has all fields.',
    });
  };
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw wrong('what is no JSON');
  }
  if (!isRecord(answer)) throw wrong('no object');
  const { migrations, applied, dirty, table } = answer;
  if (!Array.isArray(migrations)) throw wrong('no list "migrations"');
  if (!Array.isArray(applied)) throw wrong('no list "applied"');
  if (dirty !== undefined && dirty !== null && typeof dirty !== 'string') throw wrong('a "dirty" that is no text');
  const known = migrations.map((one: unknown, index) => {
    if (!isRecord(one)) throw wrong(`migrations[${index}] that is no object`);
    const text = (name: string): string | undefined => {
      const value = one[name] ?? undefined;
      if (value !== undefined && typeof value !== 'string') throw wrong(`migrations[${index}] whose "${name}" is no text`);
      return value;
    };
    const id = text('id');
    if (!id) throw wrong(`migrations[${index}] without a text "id"`);
    return knownOf(id, text, one);
  });
  const twin = known.find(({ id }, at) => known.findIndex((other) => other.id === id) !== at);
  if (twin) throw wrong(`the migration ${twin.id} twice`);
  const marks = applied.map((one: unknown, index) => {
    if (typeof one === 'string') return { id: one };
    if (isRecord(one) && typeof one['id'] === 'string' && typeof one['checksum'] === 'string')
      return { id: one['id'], checksum: one['checksum'] };
    throw wrong(`applied[${index}] that is neither a text nor {"id": …, "checksum": …}`);
  });
  const own = typeof table === 'string' ? [`relation ${table}`] : [];
  const stamped = answer['stamped'] !== false;
  return { known, marks: { stamped, applied: marks, ...(typeof dirty === 'string' ? { dirty } : {}), own } };
}

function knownOf(id: string, text: (name: string) => string | undefined, one: Readonly<Record<string, unknown>>): Known {
  const sql = text('sql');
  const checksum = text('checksum');
  return {
    id,
    doc: text('description') ?? '',
    path: text('path') ?? id,
    sql: sql ?? '',
    form: one['transaction'] === false ? 'none' : 'one',
    ...(checksum === undefined ? {} : { checksum }),
    ...(sql === undefined ? { unseen: 'the program does not say what it runs' } : {}),
    // What it does is the program's own matter.
    down: one['down'] === true ? '' : undefined,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
