export type Encryption = 'age' | 'none';

/** `<project>-<database>-<UTC time>-<4 hex>`: sorts by time within a database, and is safe as a file name. */
export function backupId(prefix: string, at: Date, random: string): string {
  return `${prefix}-${stamp(at)}-${random}`;
}

/** `20260102T030405Z` */
export function stamp(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

export const partialName = (id: string): string => `${id}.partial`;
export const manifestName = (id: string): string => `${id}.json`;

/** Of the file of a backup: what is inside shows, layer by layer. */
export function dumpName({ id, encryption }: { readonly id: string; readonly encryption: Encryption }): string {
  return `${id}.dump.zst${encryption === 'age' ? '.age' : ''}`;
}

/** Pattern for find(1): partial files of this prefix, and of no longer one. */
export function partialGlob(prefix: string): string {
  const digits = '[0-9]'.repeat(8);
  return `${prefix}-${digits}T${'[0-9]'.repeat(6)}Z-[0-9a-f][0-9a-f][0-9a-f][0-9a-f].partial`;
}

const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*-\d{8}T\d{6}Z-[0-9a-f]{4}$/;

/** Whether it is one of this prefix, and of no longer one. */
export function isIdOf(id: string, prefix: string): boolean {
  return isId(id) && id.length === `${prefix}-20260102T030405Z-1a2b`.length && id.startsWith(`${prefix}-`);
}

/** The part of an id that tells it from the others of its database. */
export function shortNameOf(id: string): string {
  return id.slice(-21);
}

/** Whether a text may be a name of a backup: the whole, the beginning of its time, or its last four signs. */
export function isName(text: string): boolean {
  return isId(text) || /^\d{8}(T\d{0,6}Z?(-[0-9a-f]{0,4})?)?$/.test(text) || /^[0-9a-f]{4}$/.test(text);
}

export function isId(text: string): boolean {
  return idPattern.test(text);
}

/** `table` of any schema, or `schema.table`; `*` stands for any letters. */
export function isTablePattern(line: string): boolean {
  return /^[^."]+(\.[^."]+)?$/.test(line) && !/[\p{Cc}]/u.test(line);
}

/** Words of which `*` stands for any letters. */
export function wildcard(words: string): RegExp {
  return new RegExp(`^${words.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*')}$`, 'su');
}
