import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, Failure, type Host, readContext, readInputs } from '@slipway/action';
import { localShell, type Shell } from '@slipway/shell';
import type { Postgres } from '../../../test/engines/postgres.ts';
import { contract } from '../src/contract.ts';
import type { Migration } from '../src/report.ts';
import { run } from '../src/run.ts';
import type { Inputs, Ports } from '../src/workplace.ts';

const root = join(import.meta.dirname, '../../..');

/** An interpreter with Alembic, psycopg, asyncpg and greenlet: script/bootstrap makes it. */
export const python = join(root, '.cache/venv/bin/python');

export interface RevisionFile {
  readonly id: string;
  readonly parent: string | readonly string[] | null;
  readonly doc?: string;
  /** Python statements. */
  readonly up?: string;
  readonly down?: string;
}

export interface ProjectOptions {
  readonly revisions: readonly RevisionFile[];
  /** Source of env.py. */
  readonly env?: string;
  /** Other files by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Source of alembic.ini; null for none. */
  readonly ini?: string | null;
}

export const syncEnv = `
import os
from alembic import context
from sqlalchemy import create_engine, pool
engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

export const perMigrationEnv = syncEnv.replace('connection=connection', 'connection=connection, transaction_per_migration=True');

export const asyncEnv = `
import asyncio, os
from alembic import context
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import create_async_engine
def work(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
async def main():
    engine = create_async_engine(os.environ["DATABASE_URL"].replace("+psycopg", "+asyncpg"), poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(work)
    await engine.dispose()
asyncio.run(main())
`;

const ini = '[alembic]\nscript_location = migrations\nprepend_sys_path = .\npath_separator = os\n';

/** Writes an Alembic project into a new folder. */
export function project(options: ProjectOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-alembic-'));
  mkdirSync(join(folder, 'migrations/versions'), { recursive: true });
  if (options.ini !== null) writeFileSync(join(folder, 'alembic.ini'), options.ini ?? ini);
  writeFileSync(join(folder, 'migrations/env.py'), options.env ?? syncEnv);
  for (const revision of options.revisions) addRevision(folder, revision);
  for (const [path, text] of Object.entries(options.files ?? {})) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function addRevision(folder: string, revision: RevisionFile): void {
  const indent = (text: string): string => text.replaceAll('\n', '\n    ');
  const text = [
    `"""${revision.doc ?? `revision ${revision.id}`}"""`,
    'from alembic import op',
    'import sqlalchemy as sa',
    `revision = ${JSON.stringify(revision.id)}`,
    `down_revision = ${revision.parent === null ? 'None' : JSON.stringify(revision.parent).replace('[', '(').replace(']', ',)')}`,
    'def upgrade():',
    `    ${indent(revision.up ?? 'pass')}`,
    'def downgrade():',
    `    ${indent(revision.down ?? 'pass')}`,
    '',
  ];
  writeFileSync(join(folder, 'migrations/versions', `${revision.id}.py`), text.join('\n'));
}

/** Three revisions in a line. */
export const linear: readonly RevisionFile[] = [
  {
    id: 'a1',
    parent: null,
    doc: 'create notes',
    up: "op.execute('create table notes (id int primary key, body text)')",
    down: "op.execute('drop table notes')",
  },
  {
    id: 'b2',
    parent: 'a1',
    doc: 'add pinned',
    up: "op.execute('alter table notes add pinned bool')",
    down: "op.execute('alter table notes drop pinned')",
  },
  {
    id: 'c3',
    parent: 'b2',
    doc: 'add color',
    up: "op.execute('alter table notes add color text')",
    down: "op.execute('alter table notes drop color')",
  },
];

export function inputsOf(given: Readonly<Record<string, string>>): Inputs {
  return readInputs(contract, Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])));
}

export interface Ended {
  readonly result?: Migration;
  readonly failure?: Failure;
  /** Everything that was written to the log. */
  readonly log: string;
}

export interface Circumstances {
  readonly shell?: Shell;
  readonly runId?: string;
  readonly signal?: AbortSignal;
  readonly onLog?: (text: string) => void;
  readonly proof?: Ports['proof'];
}

/** Runs the core; a failure is returned, not thrown. */
export async function runCore(given: Readonly<Record<string, string>>, workspace: string, more: Circumstances = {}): Promise<Ended> {
  let log = '';
  const host: Host = {
    context: readContext({ GITHUB_REPOSITORY: 'team/notes', GITHUB_RUN_ID: more.runId ?? '42', GITHUB_WORKSPACE: workspace }),
    log: createLog({
      runner: false,
      write: (text) => {
        log += text;
        more.onLog?.(text);
      },
    }),
    clock: { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) },
    signal: more.signal ?? new AbortController().signal,
  };
  const ports: Ports = { ...host, shell: more.shell ?? localShell(), ...(more.proof ? { proof: more.proof } : {}) };
  try {
    // What is tested elsewhere does not wait for a backup.
    return { result: await run(inputsOf({ backup: 'never', ...given }), ports), log };
  } catch (error) {
    if (error instanceof Failure) return { failure: error, log };
    throw error;
  }
}

/** A database of its own for one test, and the inputs that reach it with transport local. */
export function databaseOf(server: Postgres, name: string): { url: string; inputs: Record<string, string>; sql: (text: string) => string } {
  server.sql('postgres', `create database ${name}`);
  const url = server.url(name).replace('postgresql://', 'postgresql+psycopg://');
  return { url, inputs: { transport: 'local', python, 'database-url': url }, sql: (text) => server.sql(name, text) };
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
