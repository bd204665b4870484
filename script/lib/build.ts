import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, isFresh, program, rememberFresh } from './bundle.ts';
import { generatedFiles } from './generated.ts';
import { presentActions, root } from './workspace.ts';

const started = performance.now();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
});
const actions = positionals.length > 0 ? positionals : presentActions();
for (const name of actions) {
  if (!existsSync(join(root, 'actions', name, 'src/contract.ts'))) fail([`actions/${name}/src/contract.ts does not exist`]);
}

await compile();
const differences = await generate();
if (values.check) differences.push(...orphans());
differences.push(...(await inPairs(actions.filter(isWanted), values.check ? compareBundle : replaceBundle)));
if (differences.length > 0) fail([...differences, 'Run script/build and commit what it changes.']);
say(`${values.check ? 'checked' : 'built'} ${actions.length} actions`);

async function compile(): Promise<void> {
  const projects = positionals.map((name) => `actions/${name}`);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await program(process.execPath, [tsc, '-b', ...projects]).catch((error: Error) => fail([error.message]));
}

/** Writes what is generated from the contracts, or says which of it differs. */
async function generate(): Promise<string[]> {
  const differing: string[] = [];
  for (const action of actions) {
    for (const [file, content] of await generatedFiles(action)) {
      const path = join(root, file);
      const current = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
      if (current === content) continue;
      if (values.check) differing.push(`${file} ${current === undefined ? 'is missing' : 'differs from its contract'}`);
      else {
        writeFileSync(path, content);
        say(`wrote ${file}`);
      }
    }
  }
  return differing;
}

function isWanted(action: string): boolean {
  return values.check || values.force || !isFresh(action);
}

async function replaceBundle(action: string): Promise<string[]> {
  const begun = performance.now();
  const fresh = scratch(action);
  await bundle(action, fresh);
  const place = join(root, 'dist', action);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  renameSync(fresh, place);
  rememberFresh(action);
  say(`bundled dist/${action}: index.js of ${readFileSync(join(place, 'index.js')).length} bytes`, begun);
  return [];
}

async function compareBundle(action: string): Promise<string[]> {
  const begun = performance.now();
  const fresh = scratch(action);
  await bundle(action, fresh);
  const place = join(root, 'dist', action);
  const files = new Set([...globSync('*', { cwd: fresh }), ...globSync('*', { cwd: place })]);
  const differing = [...files].sort().flatMap((file) => compareFile(`dist/${action}/${file}`, join(fresh, file), join(place, file)));
  rmSync(fresh, { recursive: true, force: true });
  if (differing.length === 0) rememberFresh(action);
  say(`compared dist/${action}: ${differing.length === 0 ? 'same bytes' : 'differs'}`, begun);
  return differing;
}

function compareFile(name: string, fresh: string, committed: string): string[] {
  if (!existsSync(fresh)) return [`${name} is no longer built`];
  if (!existsSync(committed)) return [`${name} is missing`];
  const [a, b] = [readFileSync(fresh), readFileSync(committed)];
  if (a.equals(b)) return [];
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return [`${name} differs from byte ${at < 0 ? a.length : at} on (built ${a.length} bytes, there ${b.length})`];
}

/** A folder on the same file system as dist/, so that a bundle is put in place by one rename. */
function scratch(action: string): string {
  return join(root, '.cache/build', `${action}.${process.pid}`);
}

/** Folders in dist/ that belong to no action. */
function orphans(): string[] {
  const known = presentActions();
  return globSync('*', { cwd: join(root, 'dist') })
    .filter((name) => !known.includes(name))
    .map((name) => `dist/${name} belongs to no action`);
}

/** Two at a time: a bundle keeps a core busy for seconds. */
async function inPairs(names: readonly string[], work: (name: string) => Promise<string[]>): Promise<string[]> {
  const queue = [...names];
  const results: string[] = [];
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) results.push(...(await work(name)));
  };
  await Promise.all([worker(), worker()]).catch((error: Error) => fail([error.message]));
  return results;
}

function say(text: string, since = started): void {
  console.log(`${text} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
}

function fail(lines: readonly string[]): never {
  console.error(lines.join('\n'));
  process.exit(1);
}
