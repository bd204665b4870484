import { execFileSync } from 'node:child_process';
import { globSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { actionNames } from '../../script/lib/workspace.ts';
import { node, root } from '../harness/action.ts';
import { githubContext, prepareFiles, stepEnvironment } from '../harness/runner/environment.ts';
import { median, type Row } from './bench.ts';

/**
 * What an action costs before it does anything: its bundle is started with inputs that are missing and one that is malformed, and ends when it
 * has read all of them and named the problems. `node -e 0` is the floor that nobody gets below.
 */
const rounds = 21;
const goals = { cpu: 60, bytes: 400_000 };

export async function rows(): Promise<readonly Row[]> {
  const built = actionNames.filter((name) => statSync(join(root, 'dist', name, 'index.js'), { throwIfNoEntry: false }));
  const programs = new Map<string, readonly string[]>([
    ['node -e 0', ['-e', '0']],
    ...built.map((name): [string, string[]] => [name, [bundle(name)]]),
  ]);
  const samples = new Map<string, number[]>([...programs.keys()].map((name) => [name, []]));
  // Interleaved, so that a busy moment of the machine meets all of them; the first round only warms the caches.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, argv] of programs) {
      const cpu = measure(argv);
      if (round > 0) samples.get(name)?.push(cpu);
    }
  }
  const floor = median(samples.get('node -e 0') ?? []);
  const cpuRows = built.map(
    (name): Row => ({
      what: `${name}: CPU from start to the problems of its inputs`,
      unit: 'ms',
      ours: median(samples.get(name) ?? []),
      peers: { 'node -e 0': floor },
      goal: goals.cpu,
      better: 'lower',
    }),
  );
  const sizeRows = built.map(
    (name): Row => ({ what: `${name}: index.js`, unit: 'bytes', ours: size(bundle(name)), peers: {}, goal: goals.bytes, better: 'lower' }),
  );
  const chunkRows = built.flatMap((name) =>
    chunks(name).map(
      (file): Row => ({
        what: `${name}: ${file}, loaded when used`,
        unit: 'bytes',
        ours: size(join(root, 'dist', name, file)),
        peers: {},
        goal: null,
        better: 'lower',
      }),
    ),
  );
  return [...cpuRows, ...sizeRows, ...chunkRows];
}

const bundle = (name: string): string => join(root, 'dist', name, 'index.js');
const size = (path: string): number => statSync(path).size;

/** Chunks that weigh something, the heaviest first. */
function chunks(name: string): string[] {
  const dist = join(root, 'dist', name);
  const weight = (file: string): number => size(join(dist, file));
  return globSync('*.index.js', { cwd: dist })
    .filter((file) => weight(file) >= 10_000)
    .sort((a, b) => weight(b) - weight(a));
}

/** User and system milliseconds of one process, as the kernel counts them for its parent: bash reads them with getrusage(2). */
function measure(argv: readonly string[]): number {
  const files = prepareFiles();
  const env = { ...stepEnvironment(files, githubContext), INPUT_SUMMARY: 'maybe' };
  const script = 'exec 3>&1; TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null 2>&1 3>&-; } 2>&3; exit 0';
  const out = execFileSync('bash', ['-c', script, 'bash', node, ...argv], { env, cwd: files.workspace, encoding: 'utf8' });
  rmSync(files.folder, { recursive: true, force: true });
  const [user = 0, system = 0] = out.trim().split(' ').map(Number);
  return (user + system) * 1000;
}
