import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, python, remove } from '../../actions/run-migrations/test/fixture.ts';
import { buildImage, docker, startStack } from '../../actions/run-migrations/test/stack.ts';
import { type Postgres, startPostgres } from '../engines/postgres.ts';
import { node, root } from '../harness/action.ts';
import { measure } from './backup/measure.ts';
import { median, type Row } from './bench.ts';

/**
 * Migrations by the action's bundle beside `alembic upgrade head` alone, with 5 and with 200 revisions: what the probe, the judgement, the lock and
 * the proof cost. Rounds are interleaved, each on a new database, figures are medians.
 */
const rounds = Number(process.env['SLIPWAY_BENCH_ROUNDS'] ?? 7);

export async function rows(): Promise<readonly Row[]> {
  const server = await startPostgres();
  try {
    return [...(await migrations(server, 5)), ...(await migrations(server, 200)), await classification(), await rehearsal()];
  } finally {
    await server.stop();
  }
}

const revisions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `r${String(index + 1).padStart(3, '0')}`,
    parent: index === 0 ? null : `r${String(index).padStart(3, '0')}`,
    up: index === 0 ? "op.execute('create table t (id int primary key)')" : `op.execute('alter table t add c${index} text')`,
  }));

async function migrations(server: Postgres, count: number): Promise<readonly Row[]> {
  const folder = project({ revisions: revisions(count) });
  const url = server.url('bench').replace('postgresql://', 'postgresql+psycopg://');
  const inputs = { transport: 'local', python, 'database-url': url, 'working-directory': '.', summary: 'false' };
  const environment = { PATH: process.env['PATH'], HOME: folder, GITHUB_WORKSPACE: folder, DATABASE_URL: url };
  const ours = (mode: string): Way => ({
    line: `cd ${folder}; ${node} ${join(root, 'dist/run-migrations/index.js')}`,
    env: {
      ...environment,
      ...Object.fromEntries(Object.entries({ ...inputs, mode }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
  });
  const ways: Readonly<Record<string, Way>> = {
    apply: ours('apply'),
    'alembic upgrade head': { line: `cd ${folder}; ${python} -m alembic upgrade head`, env: environment },
    lint: ours('lint'),
    'alembic current': { line: `cd ${folder}; ${python} -m alembic current`, env: environment },
  };
  try {
    const taken = await interleave(server, ways);
    const wall = (name: string): number => median(taken.get(name) ?? []);
    return [
      {
        what: `${count} revisions, applied and verified`,
        unit: 'ms',
        ours: wall('apply'),
        peers: { 'alembic upgrade head': wall('alembic upgrade head') },
        goal: null,
        better: 'lower',
      },
      {
        what: `${count} revisions, probed and judged`,
        unit: 'ms',
        ours: wall('lint'),
        peers: { 'alembic current': wall('alembic current') },
        goal: count === 5 ? 1000 : null,
        better: 'lower',
      },
    ];
  } finally {
    remove(folder);
  }
}

interface Way {
  readonly line: string;
  readonly env: NodeJS.ProcessEnv;
}

async function interleave(server: Postgres, ways: Readonly<Record<string, Way>>): Promise<ReadonlyMap<string, readonly number[]>> {
  const taken = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const [name, { line, env }] of Object.entries(ways)) {
      server.sql('postgres', 'drop database if exists bench');
      server.sql('postgres', 'create database bench');
      const { wall } = await measure(line, env);
      // The first round only warms the caches.
      if (round > 0) taken.set(name, [...(taken.get(name) ?? []), wall]);
    }
  }
  return taken;
}

/** A process that starts, loads the parser, judges 200 statements and ends, beside one that only starts. */
async function classification(): Promise<Row> {
  const folder = project({ revisions: [] });
  const file = join(folder, 'judge.mjs');
  const build = join(root, 'actions/run-migrations/build/classify');
  const statements = Array.from({ length: 200 }, (_, index) => ({
    sql: [
      'alter table t add c%d text',
      'create index i%d on t (c%d)',
      'alter table t alter c%d set not null',
      'update t set c%d = 1 where id < 9',
    ][index % 4]?.replaceAll('%d', String(index)),
    line: index,
  }));
  const plan = {
    transactional: true,
    perRevision: false,
    revisions: [{ id: 'a', path: 'a.py', statements, unseen: undefined, allows: [] }],
  };
  writeFileSync(
    file,
    `import { classify } from ${JSON.stringify(join(build, 'classify.js'))};
import { nothingLive } from ${JSON.stringify(join(build, 'hazard.js'))};
import { openParser } from ${JSON.stringify(join(build, 'parse.js'))};
const [judged] = classify(${JSON.stringify(plan)}, nothingLive, await openParser());
if (judged.findings.length < 100 || judged.unseen !== undefined) throw new Error(JSON.stringify(judged).slice(0, 500));
`,
  );
  try {
    const env = { PATH: process.env['PATH'] };
    const times: Record<string, number[]> = { judge: [], start: [] };
    for (let round = 0; round <= 3 * rounds; round++) {
      for (const [name, line] of [
        ['judge', `${node} ${file}`],
        ['start', `${node} -e 0`],
      ] as const) {
        const { wall } = await measure(line, env);
        if (round > 0) times[name]?.push(wall);
      }
    }
    return {
      what: '200 statements judged, with the start of the process',
      unit: 'ms',
      ours: median(times['judge'] ?? []),
      peers: { 'node -e 0': median(times['start'] ?? []) },
      goal: 150,
      better: 'lower',
    };
  } finally {
    remove(folder);
  }
}

/** What a rehearsal adds to a plan: a server of its own, the copy of 100,000 rows, up, down and up again. */
async function rehearsal(): Promise<Row> {
  const image = `bench-rehearsal-${process.pid}:v1`;
  buildImage(image);
  const stack = startStack(image, { revisions: revisions(1) });
  try {
    const run = (more: Readonly<Record<string, string>>): Promise<number> => {
      const given = { ...stack.inputs, mode: 'plan', summary: 'false', ...more };
      const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
      const env = { PATH: process.env['PATH'], HOME: stack.folder, GITHUB_WORKSPACE: stack.folder, ...inputs };
      return measure(`${node} ${join(root, 'dist/run-migrations/index.js')}`, env).then(({ wall }) => wall);
    };
    await run({ mode: 'apply' });
    stack.sql('insert into t select generate_series(1, 100000)');
    stack.sql('create database restored template notes', 'postgres');
    for (const one of revisions(6).slice(1))
      stack.add({ ...one, down: `op.execute('alter table t drop c${Number(one.id.slice(1)) - 1}')` });
    const [plain, rehearsed]: [number[], number[]] = [[], []];
    for (let round = 0; round < Math.min(rounds, 5); round++) {
      plain.push(await run({}));
      rehearsed.push(await run({ rehearse: 'clone', 'rehearse-database': 'restored' }));
    }
    return {
      what: '5 revisions planned in containers, rehearsed on a copy',
      unit: 'ms',
      ours: median(rehearsed),
      peers: { 'the same plan without': median(plain) },
      goal: null,
      better: 'lower',
    };
  } finally {
    stack.down();
    docker('image', 'rm', '--force', image);
  }
}
