import { createHash } from 'node:crypto';
import type { Work } from '../work.ts';
import type { Adapter, Known, SourceFile } from './adapter.ts';
import { applicationUrl, findTable, ownName } from './database.ts';
import { filesTool } from './files-tool.ts';
import { program, sessionEnvironment, started, type Variables } from './program.ts';
import type { Tool } from './tool.ts';

/** `20260101120000_notes/migration.sql` */
export function prismaFiles(files: readonly SourceFile[]): readonly Known[] {
  return files
    .flatMap(({ name, path, text }): Known[] => {
      const [, id] = /^([^/]+)\/migration\.sql$/.exec(name) ?? [];
      if (id === undefined) return [];
      const checksum = createHash('sha256').update(text).digest('hex');
      return [{ id, doc: id.replace(/^\d+_/, '').replaceAll('_', ' '), path, sql: text, form: 'text', checksum, down: undefined }];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Prisma's own engine reads no variables of libpq, so what it is to set for the session stands in the URL; its driver in JavaScript reads them. */
export function withSession(url: string, timeout: number, name: string): string {
  const [address = '', query = ''] = url.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  parameters.set('options', [parameters.get('options'), `-c lock_timeout=${Math.trunc(timeout)}`].filter(Boolean).join(' '));
  parameters.set('application_name', name);
  // A plus is no space to everybody.
  return `${address}?${String(parameters).replaceAll('+', '%20')}`;
}

function variables(work: Work): Variables {
  const url = withSession(applicationUrl(work) ?? '', work.inputs['ddl-lock-timeout'], ownName(work.runName));
  return { environment: sessionEnvironment(work), secrets: { [work.inputs['database-variable']]: url } };
}

const adapter: Adapter = {
  title: 'Prisma',
  undoes: false,
  stops: false,
  folder: 'prisma/migrations',
  connects: true,
  outside: 'Put it into a migration of its own: the server makes one transaction of a file with several statements.',
  unverified: 'Compare the database of the datasource with the one that was asked.',
  known: prismaFiles,
  async marks(work, database) {
    const found = await findTable(work, database, '_prisma_migrations');
    if (!found) return { stamped: false, applied: [], own: [] };
    const rows = await database.query(
      `select migration_name, checksum, finished_at is not null from ${found.quoted} where rolled_back_at is null order by started_at, id`,
    );
    const dirty = rows.find(([, , finished]) => finished !== 't')?.[0];
    const applied = rows.filter(([, , finished]) => finished === 't').map(([id = '', checksum = '']) => ({ id, checksum }));
    return { stamped: true, applied, ...(dirty === undefined ? {} : { dirty }), own: [`relation ${found.name}`] };
  },
  steps: async (work, { revisions }, place) => {
    const ids = revisions.map(({ id }) => id);
    return [program(work, ids, place.base, [...started(work, ['node_modules/.bin/prisma']), 'migrate', 'deploy'], variables(work))];
  },
  unmark: (work, place, { id }) =>
    program(
      work,
      [id],
      place.base,
      [...started(work, ['node_modules/.bin/prisma']), 'migrate', 'resolve', '--rolled-back', id],
      variables(work),
    ),
  stamp: 'Say once what it has: prisma migrate resolve --applied MIGRATION, for each one that made these tables.',
  mend: (id) =>
    `Look what of ${id} stands, undo or finish it by hand, and say so: prisma migrate resolve --rolled-back ${id}, or --applied ${id}.`,
};

export const tool: Tool = filesTool(adapter);
