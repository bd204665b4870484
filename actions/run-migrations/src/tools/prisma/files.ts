import { createHash } from 'node:crypto';
import type { Known, Marks, SourceFile } from '../adapter.ts';

const form = /^([^/]+)\/migration\.sql$/;

/** `20260101120000_notes/migration.sql`, in the order in which Prisma sorts their names. */
export function prismaFiles(files: readonly SourceFile[], driver: boolean): readonly Known[] {
  return files
    .flatMap(({ name, path, text }): Known[] => {
      const [, id] = form.exec(name) ?? [];
      if (id === undefined) return [];
      const doc = id.replace(/^\d+_/, '').replaceAll('_', ' ');
      // A driver in JavaScript cuts the file at each semicolon and sends the parts one by one.
      return [{ id, doc, path, sql: text, form: driver ? 'none' : 'text', checksum: hex(digest(text)), down: undefined }];
    })
    .sort((a, b) => a.id.localeCompare(b.id));
}

/**
 * Rows without those that were taken back: name, checksum, whether it came to its end. A row is written before its file runs, so one that came to no end
 * says which migration failed, or was cut off.
 */
export function prismaMarks(rows: readonly (readonly string[])[], known: readonly Known[]): Pick<Marks, 'applied' | 'dirty'> {
  const byId = new Map(known.map((one) => [one.id, one]));
  const applied = new Map<string, Marks['applied'][number]>();
  let dirty: string | undefined;
  for (const [id = '', checksum = '', finished = ''] of rows) {
    if (finished !== 't') dirty ??= id;
    else applied.set(id, { id, checksum: sameText(byId.get(id), checksum) });
  }
  return { applied: [...applied.values()], ...(dirty === undefined ? {} : { dirty }) };
}

/** Line breaks do not count, and its first versions left the zeros out: what stands for the same file becomes the same. */
function sameText(known: Known | undefined, checksum: string): string {
  if (known?.checksum === undefined) return checksum;
  const plain = known.sql.replaceAll('\r\n', '\n');
  const sums = [known.sql, plain, plain.replaceAll('\n', '\r\n')].map(digest);
  const same = sums.some((sum) => hex(sum) === checksum || short(sum) === checksum);
  return same ? known.checksum : checksum;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const hex = (sum: Buffer): string => sum.toString('hex');
const short = (sum: Buffer): string => [...sum].map((byte) => byte.toString(16)).join('');
