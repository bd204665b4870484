import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type Postgres, startPostgres } from '../../../../test/engines/postgres.ts';
import { remove } from '../fixture.ts';
import { type Kit, makeFolder, put } from './kit.ts';

export interface Case {
  readonly inputs: Record<string, string>;
  readonly folder: string;
  put(path: string, text: string): void;
  sql(text: string): string;
}

/** A database and a project of its own for each case, with what is particular to a tool. */
export function useCases(kit: Kit): () => Case {
  let server: Postgres;
  let count = 0;
  const folders: string[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => folders.splice(0).forEach(remove));
  return () => {
    const name = `app_${++count}`;
    server.sql('postgres', `create database ${name}`);
    const folder = makeFolder();
    folders.push(folder);
    return {
      inputs: { tool: kit.tool, transport: 'local', 'database-url': kit.url(server.url(name)), ...kit.inputs },
      folder,
      put: (path, text) => put(folder, path, text),
      sql: (text) => server.sql(name, text),
    };
  };
}
