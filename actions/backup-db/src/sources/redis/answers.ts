/** What Redis's programs say, read by name. */

/** A field of INFO. */
export function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
}

/** Keys of all databases in INFO keyspace: `db0:keys=3,expires=1,avg_ttl=0`. */
export function keysOf(info: string): number {
  return [...info.matchAll(/^db\d+:keys=(\d+),/gm)].reduce((sum, [, keys]) => sum + Number(keys), 0);
}

/** Keys that `redis-cli --pipe` brought in: answers without an error, but for the first command and one for each database; NaN where there were errors. */
export function takenKeys(said: string, databases: number): number {
  const [, errors, replies] = /errors: (\d+), replies: (\d+)/.exec(said) ?? [];
  return errors === '0' ? Number(replies) - 1 - databases : Number.NaN;
}

/** What redis-check-rdb counted; undefined unless it found the archive good. */
export function checkedKeys(said: string): number | undefined {
  if (!/RDB looks OK/.test(said)) return undefined;
  const [, keys] = /\[info\] (\d+) keys read/.exec(said) ?? [];
  return keys === undefined ? undefined : Number(keys);
}

/** The line in which redis-check-rdb says what is wrong. */
export function faultOf(said: string): string | undefined {
  const lines = said.split('\n').map((line) => line.replace(/^\[offset \d+\] |^\[\d+\] |^--- /, '').trim());
  return lines.find(
    (line) => !/ERROR DETECTED/.test(line) && /error|unexpected|wrong|corrupt|invalid|expected|unknown|truncated/i.test(line),
  );
}

/** Whether a program is older than what wrote the archive: then it says nothing about the archive. */
export function isTooOld(said: string): boolean {
  return /Can't handle RDB format version/.test(said);
}
