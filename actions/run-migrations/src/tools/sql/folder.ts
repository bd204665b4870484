import { Failure } from '@slipway/action';
import { type Database, identifier, literal, psqlFlags } from '@slipway/postgres';
import type { Finished } from '@slipway/shell';
import type { Trouble } from '../../answer.ts';
import { openParser, type Parse } from '../../classify/parse.ts';
import type { Plan } from '../../plan.ts';
import type { Work } from '../../work.ts';
import type { Adapter, Known, Marks, Place, Step } from '../adapter.ts';
import { findTable, ownName } from '../database.ts';
import { breaksOut, formOf, readScript, type Script, type Statement } from '../script.ts';
import { sqlFiles } from './files.ts';

const table = 'slipway_migrations';

/** A folder of plain SQL: our own table is the history, and psql beside the lock runs the files. */
export const folder: Adapter = {
  title: 'the SQL folder',
  undoes: true,
  stops: true,
  folder: 'migrations',
  connects: false,
  outside: 'Put it into a file of its own, with the line "-- slipway: no-transaction" at its head.',
  unverified: 'Look for a transaction that the file itself begins and does not end.',
  known: sqlFiles,
  marks,
  steps: async (work, { direction, revisions }, place) => {
    const parse = await openParser();
    // All are read before the first one runs.
    return revisions.map(({ id }) => step(work, place, read(place, id, direction, parse)));
  },
  explain,
  stamp: `Say once what it has: create table ${table} (id text primary key, checksum text not null, applied_at timestamptz not null default now(), run text); and insert a row for each file that made these tables, named without .sql, with its sha256.`,
  mend: (id) => `Look at ${id}.`,
};

async function marks(work: Work, database: Database, known: readonly Known[]): Promise<Marks> {
  const found = await findTable(work, database, table);
  if (!found) return { stamped: false, applied: [], own: [] };
  const rows = await database.query(`select id, checksum, rank() over (order by applied_at) from ${found.quoted} order by id`);
  return { stamped: true, applied: inOrder(rows, known), own: [`relation ${found.name}`] };
}

/** Rows that were written at one moment, by hand, stand in the order of their files. */
export function inOrder(rows: readonly (readonly string[])[], known: readonly Known[]): Marks['applied'] {
  const places = new Map(known.map(({ id }, at) => [id, at]));
  const placed = rows.map(([id = '', checksum = '', rank = '']) => ({
    id,
    checksum,
    rank: Number(rank),
    at: places.get(id) ?? known.length,
  }));
  return placed.sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ id, checksum }) => ({ id, checksum }));
}

interface Order {
  readonly known: Known;
  readonly direction: Plan['direction'];
  readonly sql: string;
  readonly script: Script;
}

/** @throws Failure `broken-history` */
function read(place: Place, id: string, direction: Plan['direction'], parse: Parse): Order {
  const known = place.known.find((one) => one.id === id);
  const sql = direction === 'upgrade' ? known?.sql : known?.down;
  if (!known || sql === undefined) throw new Failure('broken-history', `There is no file that would ${direction} ${id}.`);
  const script = readScript(sql, parse);
  refuseUnreadable(script, known.path);
  return { known, direction, sql, script };
}

function step(work: Work, place: Place, { known, direction, sql, script }: Order): Step {
  const { id, checksum = '' } = known;
  return {
    ids: [id],
    async run(call) {
      const [[schema = ''] = []] = await place.database.query('select current_schema()');
      const home = `${identifier(schema)}.${identifier(table)}`;
      const up = direction === 'upgrade';
      const row = [literal(id), literal(checksum), literal(work.runName)].join(', ');
      const mark = up ? `insert into ${home} (id, checksum, run) values (${row})` : `delete from ${home} where id = ${literal(id)}`;
      const own = formOf(known, direction) === 'none' || breaksOut(script);
      const head = [
        `set application_name = ${literal(ownName(work.runName))}`,
        'set standard_conforming_strings = on',
        `set lock_timeout = ${Math.trunc(work.inputs['ddl-lock-timeout'])}`,
        ...(place.marks.stamped ? [] : [creation(home)]),
        ...(own ? [] : ['begin']),
      ].join('; ');
      // All of ours stands on the first line and behind the last one, so that psql names the lines of the file.
      const input = `${head};\n${sql}\n;${mark};${own ? '' : 'commit;'}\n`;
      const { argv, env, secrets } = place.database.program('psql', [...psqlFlags, '-f', '-'], {
        deadline: call.deadline,
        application: ownName(work.runName),
      });
      return place.database.shell.run(argv, { env, secrets, input, allowFailure: true, lines: 'all', title: `psql for ${id}`, ...call });
    },
  };
}

function creation(home: string): string {
  return `set client_min_messages = warning; create table if not exists ${home} (id text primary key, checksum text not null, applied_at timestamptz not null default clock_timestamp(), run text); reset client_min_messages`;
}

/** psql reads orders of its own, programs of the machine among them: what the server's parser reads has none. @throws Failure `broken-history` */
function refuseUnreadable(script: Script, path: string): void {
  const turns = script.statements.find(turnsReading);
  if (turns) {
    throw new Failure('broken-history', `${path} changes at line ${turns.line} how text is read, so it is not run.`, {
      hint: 'Leave out standard_conforming_strings, client_encoding, RESET ALL and DISCARD ALL: they are on, UTF8 and of this run.',
    });
  }
  const copies = script.statements.find(({ node }) => 'CopyStmt' in node && node.CopyStmt.is_from === true && !node.CopyStmt.filename);
  if (script.wrong === undefined && !copies) return;
  const why = script.wrong ?? `COPY from standard input at line ${copies?.line}`;
  throw new Failure('broken-history', `${path} is not SQL alone, so it is not run: ${why}.`, {
    hint: "Only statements of the server may stand in it: none of psql's own orders, and no data for COPY.",
  });
}

const reading = /standard_conforming_strings|client_encoding/i;

/** Behind it psql would find other ends of texts than the parser did, and orders of its own in them. What says again what is so already may stand. */
export function turnsReading({ node, sql }: Statement): boolean {
  if ('DiscardStmt' in node) return node.DiscardStmt.target === 'DISCARD_ALL';
  if (!('VariableSetStmt' in node)) return reading.test(sql);
  const { kind, name = '', args = [] } = node.VariableSetStmt;
  if (!reading.test(name)) return kind === 'VAR_RESET_ALL';
  return kind !== 'VAR_SET_VALUE' || !/"sval":"(on|utf-?8)"/i.test(JSON.stringify(args));
}

const told = /(?:^|\n)(?:psql:)?(?:<stdin>|-):(\d+): (?:ERROR|FATAL|PANIC): {2}([0-9A-Z]{5}): ([^\n]*)/;

/** psql says in which line the statement ends, ours being the first; and the server's own code. */
function explain(finished: Finished, path: string, { statements }: Script): Partial<Trouble> {
  const [, reported = '', sqlstate, message = ''] = told.exec(finished.stderr) ?? [];
  if (sqlstate === undefined) return {};
  const line = statements.findLast((one) => one.line < Number(reported))?.line;
  return { sqlstate, message, ...(line === undefined ? {} : { place: { path, line } }) };
}
