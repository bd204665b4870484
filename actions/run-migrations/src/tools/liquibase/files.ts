import { randomUUID } from 'node:crypto';
import { openParser } from '../../classify/parse.ts';
import type { Transport } from '../../transport.ts';
import type { Work } from '../../work.ts';
import { parseFolder, refuseUnreadable } from '../read-files.ts';
import { readChangelog, searched } from './ask.ts';
import { type Change, changesOf } from './changes.ts';
import { listed } from './history.ts';

const readLimit = 60_000;

/** Prints the named files, each behind a line of its own. One that is not there, because it has another name in the table, is left out. */
const script = [
  'mark=$1; cd "$2" || exit 46; shift 2',
  'for file in "$@"; do for base in $folders; do',
  '  [ -f "$base/$file" ] || continue',
  '  printf "\\036%s file %s\\n" "$mark" "$file"; cat "$base/$file"; printf "\\n"; break',
  'done; done',
  'printf "\\036%s end\\n" "$mark"',
].join('\n');

export interface Known {
  readonly base: string;
  readonly changes: readonly Change[];
}

/** An image does not change while a run lasts. */
const read = new WeakMap<Transport, Promise<Known>>();

/** All change sets of the image, in the order of the changelog. @throws Failure `no-tool`, `broken-history` */
export function readChanges(work: Work, major: number): Promise<Known> {
  const found = read.get(work.transport) ?? readNow(work, major);
  read.set(work.transport, found);
  // What was not answered is asked again.
  found.catch(() => read.delete(work.transport));
  return found;
}

async function readNow(work: Work, major: number): Promise<Known> {
  const { base, history, sql } = await readChangelog(work, major);
  const all = listed(history, sql);
  const files = await readSources(work, base, [...new Set(all.map(({ path }) => path))]);
  return { base, changes: changesOf(all, files, await openParser()) };
}

async function readSources(work: Work, base: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const mark = randomUUID();
  const environment = { folders: ['.', ...searched(work)].join(' ') };
  const argv = ['sh', '-c', script, 'sh', mark, base, ...paths];
  const { transport } = work;
  const finished = await transport.exec(
    { argv, connect: false, environment },
    { deadline: work.remaining(readLimit), signal: work.signal },
  );
  const files = parseFolder(finished.stdout, mark, '')?.files ?? [];
  refuseUnreadable(files);
  return new Map(files.map(({ path, text }) => [path, text]));
}
