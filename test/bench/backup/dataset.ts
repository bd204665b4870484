// A database as applications have them: people, articles of words in the frequencies of language, events in JSON, some bytes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Postgres } from '../../engines/postgres.ts';
import { root } from '../../harness/action.ts';

/** The same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const roll = generator(20260102);
/** What people wrote: the words of every description in the packages that the lock file names, in their order. */
const words = globSync('node_modules/**/*.md', { cwd: root })
  .sort()
  .flatMap((file) => readFileSync(join(root, file), 'utf8').split(/\s+/))
  // Tabs and backslashes mean something to COPY.
  .filter((text) => text !== '' && text.length < 40 && !text.includes('\\'));

const word = (): string => (words[Math.floor(roll() * words.length)] ?? 'the').replaceAll(/[^A-Za-z0-9]/g, '') || 'word';

/** So many words, as somebody wrote them one after the other. */
function text(count: number): string {
  const from = Math.floor(roll() * (words.length - count));
  return words.slice(from, from + count).join(' ');
}

const quoteless = (line: string): string => line.replaceAll('"', '');
const hex = (length: number): string => Array.from({ length }, () => Math.floor(roll() * 16).toString(16)).join('');
const time = (): string => new Date(1_700_000_000_000 + Math.floor(roll() * 60_000_000_000)).toISOString();

const tables = [
  {
    name: 'users',
    create: 'create table users(id bigint primary key, email text, name text, created timestamptz, settings jsonb)',
    share: 0.08,
    row: (id: number) => [
      id,
      `${word()}.${word()}${id}@example.com`,
      `${word()} ${word()}`,
      time(),
      `{"theme": "${word()}", "mail": ${roll() < 0.5}}`,
    ],
  },
  {
    name: 'articles',
    create: 'create table articles(id bigint primary key, author bigint, title text, body text, published timestamptz)',
    share: 0.52,
    row: (id: number) => [id, Math.floor(roll() * 200_000), text(8), text(150 + Math.floor(roll() * 400)), time()],
  },
  {
    name: 'events',
    create: 'create table events(id bigint primary key, at timestamptz, kind text, payload jsonb)',
    share: 0.34,
    row: (id: number) => [
      id,
      time(),
      word(),
      `{"user": ${Math.floor(roll() * 200_000)}, "path": "/${word()}/${word()}", "took": ${(roll() * 900).toFixed(3)}, "request": "${hex(32)}", "agent": "${quoteless(text(6))}"}`,
    ],
  },
  {
    name: 'thumbnails',
    create: 'create table thumbnails(id bigint primary key, image bytea)',
    share: 0.06,
    row: (id: number) => [id, `\\\\x${hex(1000)}`],
  },
];

/** Fills a new database with about so many bytes of text. */
export async function fill(server: Postgres, database: string, bytes: number): Promise<void> {
  server.sql('postgres', `create database ${database}`);
  for (const table of tables) {
    server.sql(database, table.create);
    const env = { ...process.env, PGPASSWORD: server.password, PGHOST: server.host, PGPORT: String(server.port), PGUSER: server.user };
    const psql = spawn('psql', ['-X', '-q', '-d', database, '-c', `copy ${table.name} from stdin`], {
      env,
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    const ended = once(psql, 'close');
    let written = 0;
    for (let id = 1; written < bytes * table.share; id++) {
      const line = `${table.row(id).join('\t')}\n`;
      written += line.length;
      if (!psql.stdin.write(line)) await once(psql.stdin, 'drain');
    }
    psql.stdin.end();
    const [code] = await ended;
    if (code !== 0) throw new Error(`psql could not fill ${table.name}`);
  }
  server.sql(database, 'create index on articles(author); create index on events(at); vacuum analyze');
}
