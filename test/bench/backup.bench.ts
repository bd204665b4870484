import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Postgres, startPostgres } from '../engines/postgres.ts';
import { node, root } from '../harness/action.ts';
import { fill } from './backup/dataset.ts';
import { bytesOf, type Measured, measure } from './backup/measure.ts';
import { median, type Row } from './bench.ts';

/**
 * A backup of a database of text and JSON by the action's bundle, encrypted and hashed but not proven, beside what users do today and what others
 * give; then its proof, and its restore beside `gunzip | psql`. Rounds are interleaved, figures are medians, claims are ratios of the same run.
 */
const megabytes = Number(process.env['SLIPWAY_BENCH_MB'] ?? 700);
const rounds = Number(process.env['SLIPWAY_BENCH_ROUNDS'] ?? 5);

export async function rows(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  chmodSync(folder, 0o755);
  const server = await startPostgres({ shared_buffers: '512MB', max_wal_size: '4GB', wal_level: 'replica', max_wal_senders: 0 });
  try {
    await fill(server, 'app', megabytes * 1e6);
    return await compare(server, folder);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(server: Postgres, folder: string): Promise<readonly Row[]> {
  const key = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const recipient = /age1\w+/.exec(key)?.[0] ?? '';
  const env = environment(server, folder);
  const at = (name: string): string => join(folder, name);
  const ours = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
    ...env,
    ...inputs({ destination: at('ours'), 'database-url': server.url('app'), 'age-recipients': recipient, summary: 'false', ...more }),
  });
  const action = `${node} ${join(root, 'dist/backup-db/index.js')}`;
  execFileSync('restic', ['init', '-q'], { env });
  const backrest = pgBackRest(server, at('pgbackrest'));
  execFileSync('pgbackrest', [...backrest, 'stanza-create'], { env });

  const ways: Readonly<Record<string, Way>> = {
    ours: { line: action, env: ours({ verify: 'none' }), at: at('ours'), watch: 'dist/backup-db' },
    'pg_dump | gzip': { line: `pg_dump app | gzip > ${at('gzip')}`, env, at: at('gzip') },
    'pg_dump -Fc': { line: `pg_dump -Fc -f ${at('custom')} app`, env, at: at('custom') },
    'pg_dump | restic': { line: 'pg_dump app | restic backup -q --stdin --stdin-filename app.sql', env, at: at('restic'), once: true },
    // Of the whole server, its indexes too, with what it offers: two processes, zstd, encryption.
    pgBackRest: { line: `pgbackrest ${backrest.join(' ')} --type=full --no-archive-check backup`, env, at: at('pgbackrest') },
    'pg_dump > /dev/null': { line: 'pg_dump app > /dev/null', env },
  };
  const taken = await interleave(ways, (name) => {
    if (name === 'ours') rmSync(at('ours'), { recursive: true, force: true });
  });
  const wall = (name: string): number => median((taken.get(name) ?? []).map((one) => one.wall));
  const size = (name: string): number => bytesOf(ways[name]?.at ?? folder);

  const proofs = await interleave({
    archive: { line: action, env: ours({ mode: 'verify', verify: 'archive', id: idIn(at('ours')), 'age-identity': key }) },
  });
  const back: Readonly<Record<string, Way>> = {
    ours: { line: action, env: ours({ mode: 'restore', into: 'back_ours', id: idIn(at('ours')), 'age-identity': key }) },
    'gunzip | psql': { line: `createdb back_gzip; gunzip -c ${at('gzip')} | psql -X -q -d back_gzip`, env },
  };
  const restored = await interleave(back, () => {
    for (const name of ['back_ours', 'back_gzip']) server.sql('postgres', `drop database if exists ${name}`);
  });
  const restoring = (name: string): number => median((restored.get(name) ?? []).map((one) => one.wall));
  const proof = median((proofs.get('archive') ?? []).map((one) => one.wall));
  const others = Object.keys(ways).filter((name) => name !== 'ours');
  const all = (of: (name: string) => number): Record<string, number> =>
    Object.fromEntries(others.map((name) => [name, Math.round(of(name))]));
  const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100;
  const cpu = (name: string): number => median((taken.get(name) ?? []).map((one) => one.cpu));
  const memory = Math.max(...(taken.get('ours') ?? []).map((one) => one.memory));
  return [
    { what: 'backup, wall', unit: 'ms', ours: Math.round(wall('ours')), peers: all(wall), goal: null, better: 'lower' },
    { what: 'backup, CPU without the server', unit: 'ms', ours: Math.round(cpu('ours')), peers: all(cpu), goal: null, better: 'lower' },
    {
      what: 'stored',
      unit: 'bytes',
      ours: size('ours'),
      peers: Object.fromEntries(others.filter((name) => ways[name]?.at).map((name) => [name, size(name)])),
      goal: null,
      better: 'lower',
    },
    {
      what: 'times faster than pg_dump | gzip',
      unit: 'x',
      ours: ratio(wall('pg_dump | gzip'), wall('ours')),
      peers: {},
      goal: 3,
      better: 'higher',
    },
    {
      what: 'wall beside pg_dump > /dev/null',
      unit: 'x',
      ours: ratio(wall('ours'), wall('pg_dump > /dev/null')),
      peers: {},
      goal: 1.7,
      better: 'lower',
    },
    {
      what: 'size beside pg_dump | gzip',
      unit: 'x',
      ours: ratio(size('ours'), size('pg_dump | gzip')),
      peers: {},
      goal: 0.88,
      better: 'lower',
    },
    { what: 'memory of the action itself', unit: 'bytes', ours: memory, peers: {}, goal: 200_000_000, better: 'lower' },
    { what: 'proof by archive, beside the dump', unit: 'x', ours: ratio(proof, wall('ours')), peers: {}, goal: 0.25, better: 'lower' },
    {
      what: 'restore, times faster than gunzip | psql',
      unit: 'x',
      ours: ratio(restoring('gunzip | psql'), restoring('ours')),
      peers: { 'ours ms': Math.round(restoring('ours')), 'gunzip | psql ms': Math.round(restoring('gunzip | psql')) },
      goal: 1.3,
      better: 'higher',
    },
  ];
}

interface Way {
  readonly line: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where the backup stands. */
  readonly at?: string;
  readonly watch?: string;
  /** What it has stored already makes it no slower and no faster honestly: a repository that knows every block is no first backup. */
  readonly once?: boolean;
}

/** Every way once in each round, after a round that only warms the caches. */
async function interleave(
  ways: Readonly<Record<string, Way>>,
  before: (name: string) => void = () => {},
): Promise<Map<string, Measured[]>> {
  const taken = new Map<string, Measured[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      if (way.once && taken.has(name)) continue;
      before(name);
      const one = await measure(way.line, way.env, way.watch);
      if (round > 0 || way.once) taken.set(name, [...(taken.get(name) ?? []), one]);
    }
  }
  return taken;
}

/** Its settings in a file: not every command knows all of them. @returns the command line up to the command */
function pgBackRest({ data, port, user }: Postgres, repository: string): readonly string[] {
  mkdirSync(repository);
  const stanza = { 'pg1-path': data, 'pg1-port': port, 'pg1-user': user, 'pg1-socket-path': dirname(data) };
  const how = { 'repo1-path': repository, 'compress-type': 'zst', 'process-max': 2, 'repo1-cipher-type': 'aes-256-cbc' };
  // The backup before it goes with each, or it would count in the size.
  const one = { 'start-fast': 'y', 'repo1-retention-full': 1 };
  const quiet = { 'log-level-console': 'off', 'log-level-stderr': 'error', 'log-level-file': 'off', 'lock-path': join(repository, 'lock') };
  const lines = (values: object): string[] => Object.entries(values).map(([name, value]) => `${name}=${value}`);
  const file = `${repository}.conf`;
  writeFileSync(file, ['[global]', ...lines({ ...how, ...one, ...quiet }), '[app]', ...lines(stanza), ''].join('\n'));
  return [`--config=${file}`, '--stanza=app'];
}

function inputs(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

function idIn(folder: string): string {
  return (
    readdirSync(folder)
      .find((name) => name.endsWith('.json'))
      ?.replace('.json', '') ?? ''
  );
}

function environment(server: Postgres, folder: string): NodeJS.ProcessEnv {
  mkdirSync(join(folder, 'cache'));
  writeFileSync(join(folder, 'password'), 'bench', { mode: 0o600 });
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.user,
    PGPASSWORD: server.password,
    RESTIC_REPOSITORY: join(folder, 'restic'),
    RESTIC_PASSWORD_FILE: join(folder, 'password'),
    RESTIC_CACHE_DIR: join(folder, 'cache'),
    PGBACKREST_REPO1_CIPHER_PASS: 'bench',
  };
}
