import { randomUUID } from 'node:crypto';
import type { Transport } from '../../transport.ts';
import type { Work } from '../../work.ts';
import { started, type Variables } from '../program.ts';
import { waysBack } from './history.ts';

const askLimit = 180_000;

/** Liquibase writes as far as it comes: it ends at the first change set that has no way back. */
const script = [
  'mark=$1; cd "$2" || exit 46; shift 2',
  'work=$(mktemp -d) || exit 46',
  'trap \'rm -rf "$work"\' EXIT',
  'LIQUIBASE_OUTPUT_FILE=$work/sql "$@" >&2 || true',
  'printf "\\036%s" "$mark"; cat "$work/sql"',
].join('\n');

interface Asked {
  readonly base: string;
  readonly told: Variables;
  /** Applied, oldest first. */
  readonly ids: readonly string[];
  readonly table: string;
}

interface Answer {
  readonly of: string;
  readonly ways: Promise<ReadonlyMap<string, string>>;
}

/** The image does not change while a run lasts; what is applied does. */
const read = new WeakMap<Transport, Answer>();

/** What takes each one back, for those that Liquibase can take back one after the other from here. */
export function readWaysBack(work: Work, asked: Asked): Promise<ReadonlyMap<string, string>> {
  const of = asked.ids.join('\n');
  const found = read.get(work.transport);
  if (found?.of === of) return found.ways;
  const ways = readNow(work, asked);
  read.set(work.transport, { of, ways });
  ways.catch(() => read.delete(work.transport));
  return ways;
}

async function readNow(work: Work, { base, told, ids, table }: Asked): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const mark = randomUUID();
  const words = [...started(work, ['liquibase']), 'rollback-count-sql', `--count=${ids.length}`];
  const argv = ['sh', '-c', script, 'sh', mark, base, ...words];
  const finished = await work.transport.exec({ argv, connect: true, ...told }, { deadline: work.remaining(askLimit), signal: work.signal });
  const [, sql = ''] = finished.stdout.split(`\u001e${mark}`);
  return waysBack(sql, [...ids].reverse(), table.split('.').at(-1) ?? table);
}
