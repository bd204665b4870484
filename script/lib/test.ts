import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './workspace.ts';

/** Tests of a kind's breadth: with their layer, in `wide` and in `full`, not in the run of everything, which is to end within 25 minutes. */
const wide = /\.wide\.(engine\.)?test\.ts$/;
const engineTest = '.engine.test.ts';
const layers: Readonly<Record<string, readonly string[]>> = {
  unit: ['{packages,actions}/*/test/**/*.test.ts', 'test/{load,repository,harness,demo,github}/**/*.test.ts'],
  bundle: ['test/bundle/**/*.test.ts'],
  engines: [
    `{packages,actions}/*/test/**/*${engineTest}`,
    `test/{harness,load}/**/*${engineTest}`,
    'test/{target,engines,scenarios}/**/*.test.ts',
  ],
  workflows: ['test/workflows/**/*.test.ts'],
  faults: ['test/faults/**/*.test.ts'],
};
/** More files than these are no matter of load. */
const mostShaky = 3;
/** Layers that share the machine: a file of minutes in one is no reason for the next to wait. Those of `wide` have all their files there. */
const together = ['engines', 'workflows', 'faults'];

interface Total {
  passed: number;
  failed: number;
  /** Files that failed beside others and passed alone. */
  shaky: readonly string[];
}

const [which = 'all', name = ''] = process.argv.slice(2);
const groups: readonly (readonly string[])[] =
  which === 'all' || which === 'full' ? [['unit'], ['bundle'], together] : [which === 'wide' ? together : [which]];
const total: Total = { passed: 0, failed: 0, shaky: [] };
for (const group of groups) {
  const started = performance.now();
  const result = await runGroup(group);
  total.passed += result.passed;
  total.failed += result.failed;
  total.shaky = [...total.shaky, ...result.shaky];
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${group.join(', ')}: ${result.passed} passed, ${result.failed} failed in ${seconds} s\n`);
}
if (total.passed + total.failed === 0) {
  console.error(`No test matches ${name}.`);
  total.failed = 1;
}
for (const file of total.shaky)
  console.log(`SHAKY ${file}: failed beside others, passed alone. Its first output is above; it is a fault to be mended.`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.shaky.length > 0 ? `, ${total.shaky.length} files only when run again alone` : ''}`,
);
process.exit(total.failed === 0 ? 0 : 1);

/** @throws Error where a layer has no test at all: that would be a silent skip */
function filesOf(layer: string): string[] {
  const patterns = layers[layer] ?? [];
  const engines = layer === 'engines';
  const found = globSync([...patterns], { cwd: root, exclude: ['**/node_modules/**'] }).filter(
    (file) => engines || !file.endsWith(engineTest),
  );
  if (found.length === 0) throw new Error(`${layer}: there is no test in ${patterns.join(', ')}`);
  return found;
}

async function runGroup(group: readonly string[]): Promise<Total> {
  const found = [...new Set(group.flatMap(filesOf))].sort();
  const left = which === 'all' ? found.filter((file) => wide.test(file)) : [];
  if (left.length > 0) console.log(`${left.length} files of *.wide.*test.ts are left to: script/test wide`);
  const files = found.filter((file) => file.includes(name) && !left.includes(file) && (which !== 'wide' || wide.test(file)));
  const results: Total[] = [];
  // Tests of `unit` wait more than they work, so these go beside them.
  const checks = group.includes('unit') && name === '' ? checkAll() : [];
  // Tests of the shell look at what is left in shared folders, so nothing runs beside them.
  const alone = files.filter((file) => file.startsWith('packages/shell/') && file.endsWith(engineTest));
  const rest = files.filter((file) => !alone.includes(file));
  const report = group.length > 1 ? 'together' : (group[0] ?? '');
  if (alone.length > 0) results.push(await jest(`${report}-alone`, alone, 1));
  if (rest.length > 0) results.push(await jestTwice(report, rest, report === 'unit' ? 4 : 2));
  results.push(...(await checks));
  const none: Total = { passed: 0, failed: 0, shaky: [] };
  const add = (sum: Total, next: Total): Total => ({
    passed: sum.passed + next.passed,
    failed: sum.failed + next.failed,
    shaky: [...sum.shaky, ...next.shaky],
  });
  return results.reduce(add, none);
}

async function checkAll(): Promise<Total[]> {
  return [
    await check('biome ci', ['biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`]),
    await check('types of the tests', ['tsc', '-p', 'test/tsconfig.json']),
  ];
}

/** A static check counts as one test. */
async function check(title: string, [file = '', ...args]: readonly string[]): Promise<Total> {
  const code = await run(join(root, 'node_modules/.bin', file), args);
  console.log(`${code === 0 ? 'PASS' : 'FAIL'} ${title}`);
  return code === 0 ? { passed: 1, failed: 0, shaky: [] } : { passed: 0, failed: 1, shaky: [] };
}

/** What Jest writes with --json, as far as the total needs it. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

async function jest(layer: string, files: readonly string[], workers: number): Promise<Total> {
  const report = join(root, '.cache/test', `${layer}.json`);
  mkdirSync(join(root, '.cache/test'), { recursive: true });
  rmSync(report, { force: true });
  const how = workers === 1 ? ['--runInBand'] : [`--maxWorkers=${workers}`, `--testSequencer=${join(root, 'script/lib/long-first.mjs')}`];
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
    return { passed: 0, failed: 1, shaky: [] };
  }
}

/**
 * In the run of everything two workers share the machine, and a wait that is long enough alone may not be there. A file that fails is run once more,
 * alone: what passes then is counted, and said. A layer that is named runs once.
 */
async function jestTwice(layer: string, files: readonly string[], workers: number): Promise<Total> {
  const first = await jest(layer, files, workers);
  const report = join(root, '.cache/test', `${layer}.json`);
  if (which !== 'all' || first.failed === 0 || !existsSync(report)) return first;
  const { testResults, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  // What was skipped does not come back by being run again.
  if (numPendingTests + numTodoTests > 0) return first;
  const results = testResults.filter(({ status }) => status === 'failed');
  const again = results.map(({ name }) => relative(root, name));
  if (again.length === 0 || again.length > mostShaky) return first;
  console.log(`Again, alone: ${again.join(', ')}`);
  const second = await jest(`${layer}-again`, again, 1);
  const passed = results.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed').length;
  return { passed: first.passed - passed + second.passed, failed: second.failed, shaky: second.failed === 0 ? again : [] };
}

/** A suite that did not run, a skipped test and an unexplained exit code are failures: nothing is passed over in silence. */
function count(report: Report, code: number): Total {
  const skipped = report.numPendingTests + report.numTodoTests;
  if (skipped > 0) console.error(`${skipped} tests were skipped; this repository skips none.`);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + skipped;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, shaky: [] };
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
