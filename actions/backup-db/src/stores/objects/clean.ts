import { isIdOf, manifestName } from '../../names.ts';
import type { Bucket } from './bucket.ts';

/** Removes what runs that were ended left of a prefix: uploads that nobody completed, and files without a manifest. Whoever calls it has the prefix alone. */
export async function clean(bucket: Bucket, prefix: string): Promise<{ readonly removed: readonly string[]; readonly largest: number }> {
  const start = `${prefix}-`;
  const { entries } = await bucket.list(start);
  const names = new Set(entries.map(({ name }) => name));
  const files = entries.filter(({ name }) => isIdOf(idIn(name), prefix) && !name.endsWith('.json'));
  const left = files.filter(({ name }) => !names.has(manifestName(idIn(name))));
  const removed: string[] = [];
  for (const { name } of left) {
    // What the service keeps for a while goes with a later run.
    if ((await bucket.lockedUntil(name)) !== undefined) continue;
    await bucket.remove(name);
    removed.push(name);
  }
  const ended = await bucket.endUploads(start, (name) => isIdOf(idIn(name), prefix));
  const largest = Math.max(0, ...files.filter((file) => !left.includes(file)).map(({ size }) => size));
  return { removed: [...removed, ...ended], largest };
}

/** The id that a file's name begins with: it ends before the first dot behind its time. */
function idIn(name: string): string {
  return /^(.*-\d{8}T\d{6}Z-[0-9a-f]{4})\./.exec(name)?.[1] ?? '';
}
