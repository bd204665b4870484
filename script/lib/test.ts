import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.ts';

interface Layer {
  readonly files: readonly string[];
  /** Test files at a time. */
  readonly workers: 1 | 2 | 3;
}

/** Engine tests of a kind's breadth: in their own layer and in `full`, not in the run of everything, which is to end within 25 minutes. */
const wide = '.wide.engine.test.ts';
const engineTests = '{packages,actions}/*/test/**/*.engine.test.ts';
const layers: Readonly<Record<string, Layer>> = {
  unit: { files: ['{packages,actions}/*/test/**/*.test.ts', 'test/{load,repository,harness,demo,github}/**/*.test.ts'], workers: 2 },
  bundle: { files: ['test/bundle/**/*.test.ts'], workers: 2 },
  engines: {
    files: [
      engineTests,
      'test/{harness,load,target,engines,scenarios}/**/*.engine.test.ts',
      'test/{target,engines,scenarios}/**/*.test.ts',
    ],
    // They wait more than they work.
    workers: 3,
  },
  workflows: { files: ['test/workflows/**/*.test.ts'], workers: 2 },
  // Each has a server of its own.
  faults: { files: ['test/faults/**/*.test.ts'], workers: 2 },
};

interface Total {
  passed: number;
  failed: number;
}

const [which = 'all', name = ''] = process.argv.slice(2);
const chosen = which === 'all' || which === 'full' ? Object.keys(layers) : [which];
const total: Total = { passed: 0, failed: 0 };
for (const layer of chosen) {
  const started = performance.now();
  const result = await runLayer(layer);
  total.passed += result.passed;
  total.failed += result.failed;
  console.log(`${layer}: ${result.passed} passed, ${result.failed} failed in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}
if (total.passed + total.failed === 0) {
  console.error(`No test matches ${name}.`);
  total.failed = 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function runLayer(layer: string): Promise<Total> {
  const { files: patterns, workers } = layers[layer] as Layer;
  const engines = layer === 'engines';
  const left = which === 'all' ? globSync(`**/*${wide}`, { cwd: root, exclude: ['**/node_modules/**'] }) : [];
  if (engines && left.length > 0) console.log(`engines: ${left.length} files of *${wide} are left to: script/test engines .wide`);
  const found = globSync([...patterns], { cwd: root, exclude: ['**/node_modules/**'] })
    .filter((file) => file.includes(name) && (engines || !file.endsWith('.engine.test.ts')) && !left.includes(file))
    .sort();
  const results =
    layer === 'unit' && name === ''
      ? [
          await check('biome ci', ['biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`]),
          await check('types of the tests', ['tsc', '-p', 'test/tsconfig.json']),
        ]
      : [];
  const files = [...new Set(found)];
  // Tests of the shell look at what is left in shared folders, so nothing runs beside them; the others wait more than they work.
  const alone = engines ? files.filter((file) => file.startsWith('packages/shell/')) : [];
  const together = files.filter((file) => !alone.includes(file));
  if (alone.length > 0) results.push(await jest(`${layer}-alone`, alone, 1));
  if (together.length > 0) results.push(await jest(layer, together, workers));
  if (found.length === 0 && name === '') {
    // A layer without tests would be a silent skip.
    console.error(`${layer}: there is no test in ${patterns.join(', ')}`);
    results.push({ passed: 0, failed: 1 });
  }
  return results.reduce((sum, next) => ({ passed: sum.passed + next.passed, failed: sum.failed + next.failed }), { passed: 0, failed: 0 });
}

/** A static check counts as one test. */
async function check(title: string, [file = '', ...args]: readonly string[]): Promise<Total> {
  const code = await run(join(root, 'node_modules/.bin', file), args);
  console.log(`${code === 0 ? 'PASS' : 'FAIL'} ${title}`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** What Jest writes with --json, as far as the total needs it. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly success: boolean;
}

async function jest(layer: string, files: readonly string[], workers: Layer['workers']): Promise<Total> {
  const report = join(root, '.cache/test', `${layer}.json`);
  mkdirSync(join(root, '.cache/test'), { recursive: true });
  rmSync(report, { force: true });
  const how = workers === 1 ? ['--runInBand'] : [`--maxWorkers=${workers}`];
  const program = join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // What an engine test left behind must not hold the layers after it up.
  const end = layer === 'unit' ? [] : ['--forceExit'];
  const code = await run(process.execPath, [
    ...flags,
    program,
    ...how,
    ...end,
    '--json',
    `--outputFile=${report}`,
    '--runTestsByPath',
    ...files,
  ]);
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')) as Report, code);
  } catch (error) {
    console.error(`Jest ended with ${code} and left no report: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

/** A suite that did not run, a skipped test and an unexplained exit code are failures: nothing is passed over in silence. */
function count(report: Report, code: number): Total {
  const skipped = report.numPendingTests + report.numTodoTests;
  if (skipped > 0) console.error(`${skipped} tests were skipped; this repository skips none.`);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + skipped;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** Jest's JSON goes to its file; what it prints for people is on standard error. */
function run(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const quiet = args.includes('--json');
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
