import { createHash } from 'node:crypto';
import { Failure } from '@slipway/action';
import type { Known, SourceFile } from '../adapter.ts';

/** A comment of its own line, ahead of the first statement. */
const loose = /^--[ \t]*slipway:[ \t]*no-transaction[ \t]*$/m;

/** Migrations of a folder: `0002_title.sql`, or `0002_title.up.sql`, with `0002_title.down.sql` beside where there is a way back. @throws Failure `broken-history` */
export function sqlFiles(files: readonly SourceFile[]): readonly Known[] {
  const plain = files.filter(({ name }) => !name.includes('/') && name.endsWith('.sql'));
  const downs = new Map(
    plain.flatMap(({ name, text }) => (name.endsWith('.down.sql') ? [[name.slice(0, -'.down.sql'.length), text]] : [])),
  );
  const known = plain
    .filter(({ name }) => !name.endsWith('.down.sql'))
    .map(({ name, path, text }): Known => {
      const id = name.replace(/(\.up)?\.sql$/, '');
      const down = downs.get(id);
      const doc = id.replace(/^[Vv]?[\d.-]+_*/, '').replaceAll('_', ' ');
      const checksum = createHash('sha256').update(text).digest('hex');
      const form = (sql: string): Known['form'] => (loose.test(sql) ? 'none' : 'one');
      return { id, doc, path, sql: text, form: form(text), ...(down === undefined ? {} : { downForm: form(down) }), checksum, down };
    })
    .sort((a, b) => compare(a.id, b.id));
  refuseTwins(known.map(({ id }) => id));
  return known;
}

/** Numbers count as numbers, so that 10 comes after 9; the rest by its bytes. */
function compare(a: string, b: string): number {
  const [first = [], second = []] = [a, b].map(numbersOf);
  if (first.length > 0 && second.length > 0) {
    for (let at = 0; at < Math.max(first.length, second.length); at++) {
      const [left = -1n, right = -1n] = [first[at], second[at]];
      if (left !== right) return left < right ? -1 : 1;
    }
  }
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** `1`, `10` of `V1.10_title`. */
function numbersOf(id: string): readonly bigint[] {
  const [, head = ''] = /^[Vv]?(\d+(?:[.-]\d+)*)/.exec(id) ?? [];
  return head === '' ? [] : head.split(/[.-]/).map(BigInt);
}

function refuseTwins(ids: readonly string[]): void {
  const twin = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twin === undefined) return;
  throw new Failure('broken-history', `The migration ${twin} is there twice: ${twin}.sql and ${twin}.up.sql.`, {
    state: 'Nothing was changed.',
  });
}
