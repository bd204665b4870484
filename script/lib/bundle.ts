import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packParser } from './parser.ts';
import { closure, root } from './workspace.ts';

/** Unminified, so that it can be audited; the licences of everything inside stand beside it. Exits 0 is not enough: ncc may leave holes. */
export async function bundle(action: string, out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const entry = `actions/${action}/build/main.js`;
  await program(process.execPath, [ncc, 'build', entry, '--out', out, '--license', 'licenses.txt', '--target', 'es2022', '--no-cache']);
  packParser(out);
  for (const file of globSync('*.js', { cwd: out })) {
    if (!readFileSync(join(out, file), 'utf8').includes('webpackMissingModule')) continue;
    throw new Error(`${action}: ${file} lacks a module that it imports; is it a dependency in actions/${action}/package.json?`);
  }
}

/** Runs a program quietly in the repository; its output is the error where it fails. */
export function program(file: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(Buffer.concat(chunks).toString().trim()))));
  });
}

const stamp = (action: string): string => join(root, '.cache/build', `${action}.json`);

/** Whether dist/ of an action is what its inputs gave the last time. */
export function isFresh(action: string): boolean {
  return existsSync(stamp(action)) && readFileSync(stamp(action), 'utf8') === describe(action);
}

export function rememberFresh(action: string): void {
  mkdirSync(dirname(stamp(action)), { recursive: true });
  writeFileSync(stamp(action), describe(action));
}

function describe(action: string): string {
  const sources = [...closure(`actions/${action}`)].flatMap((folder) => [
    `${folder}/package.json`,
    ...globSync(`${folder}/build/**/*.js`, { cwd: root }),
  ]);
  const recipe = ['package-lock.json', 'tsconfig.json', 'script/lib/bundle.ts', 'script/lib/parser.ts', 'script/lib/undici-shim.mjs'];
  return JSON.stringify({ inputs: hash([...sources, ...recipe]), outputs: hash(globSync(`dist/${action}/*`, { cwd: root })) });
}

function hash(files: readonly string[]): string {
  const sum = createHash('sha256');
  for (const file of [...files].sort())
    sum
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return sum.digest('hex');
}
