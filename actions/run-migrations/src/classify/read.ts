import type { Revision } from '../answer.ts';
import type { Live, PlanSql, RevisionSql, TableFacts } from './hazard.ts';
import { plainName } from './names.ts';
import { provenByText } from './proven.ts';

/** What the program beside Alembic saw of the revisions, and of the database that they are for. */
export interface Offline {
  readonly plan: PlanSql;
  readonly live: Live;
  /** How env.py ended, where it ended badly. */
  readonly failed: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the program's message; what is missing in it is unseen, never harmless. */
export function readOffline(message: Fields): Offline {
  const failed = typeof message['failed'] === 'string' ? message['failed'] : undefined;
  const plan = {
    transactional: message['transactional'] !== false,
    perRevision: message['perRevision'] === true,
    revisions: list(message['revisions']).map((one) => revision(one as Fields)),
  };
  const seen = failed === undefined ? plan : { ...plan, revisions: failing(plan.revisions, failed) };
  return {
    plan: seen,
    live: readLive(message['live']),
    failed: failed === undefined ? undefined : `env.py does not run offline: ${failed}`,
  };
}

/** Every revision of the plan, in order; one that the program did not come to is unseen. */
export function complete(sql: PlanSql, steps: readonly Pick<Revision, 'id' | 'path' | 'empty'>[], why: string): PlanSql {
  const revisions = steps.map(({ id, path, empty }) => {
    // Whatever became of env.py offline.
    if (empty) return { id, path, statements: [], unseen: undefined, allows: [] };
    const seen = sql.revisions.find((one) => one.id === id);
    return seen ? { ...seen, path } : { id, path, statements: [], unseen: why, allows: [] };
  });
  return { ...sql, revisions };
}

/** After the end of env.py in the middle, the last revision is not known to its end. */
function failing(revisions: readonly RevisionSql[], why: string): readonly RevisionSql[] {
  return revisions.map((one, index) => (index === revisions.length - 1 ? { ...one, unseen: one.unseen ?? why } : one));
}

function revision(fields: Fields): RevisionSql {
  return {
    id: String(fields['id']),
    path: '',
    unseen: typeof fields['unseen'] === 'string' ? fields['unseen'] : undefined,
    statements: list(fields['statements'])
      .map((one) => one as Fields)
      .map((one) => ({ sql: String(one['sql']), line: line(one['line']) })),
    allows: list(fields['allows'])
      .map((one) => one as Fields)
      .map((one) => ({ rule: String(one['rule']), reason: String(one['reason']), line: line(one['line']) })),
  };
}

/** Rows as the program and psql give them. */
export function readLive(value: unknown): Live {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  const tables: Record<string, TableFacts> = {};
  for (const [name, rows, bytes] of rowsOf(fields['tables'])) {
    tables[plainName(String(name))] = { rows: rows === null ? undefined : Number(rows), bytes: Number(bytes), columns: {}, proven: [] };
  }
  const change = (name: unknown, more: (facts: TableFacts) => Partial<TableFacts>): void => {
    const key = plainName(String(name));
    const facts = tables[key];
    if (facts) tables[key] = { ...facts, ...more(facts) };
  };
  const columns = new Map<string, Record<string, { type: string; required: boolean }>>();
  for (const [name, column, type, required] of rowsOf(fields['columns'])) {
    const key = plainName(String(name));
    const known = columns.get(key) ?? {};
    known[String(column)] = { type: String(type), required: required === true };
    columns.set(key, known);
  }
  for (const [name, known] of columns) change(name, () => ({ columns: known }));
  for (const [name, check] of rowsOf(fields['proven']))
    change(name, ({ proven }) => ({ proven: [...proven, ...provenByText(String(check))] }));
  const indexes = rowsOf(fields['indexes']).map(([index, table]) => [plainName(String(index)), plainName(String(table))] as const);
  return { major: Number(fields['major']) || 0, timeZone: String(fields['timeZone'] ?? ''), tables, indexes: Object.fromEntries(indexes) };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function rowsOf(value: unknown): readonly (readonly unknown[])[] {
  return list(value).filter((row): row is readonly unknown[] => Array.isArray(row));
}

function line(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
