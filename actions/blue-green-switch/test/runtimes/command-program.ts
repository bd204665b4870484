// A program of a team as the runtime `command` calls it: it runs a small HTTP server for each colour, as a process of its own.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const program = String.raw`
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { SLIPWAY_OPERATION: operation, SLIPWAY_COLOR: color, SLIPWAY_INSTANCE: instance } = process.env;
const here = import.meta.dirname;
const folder = join(here, 'state', color ?? instance.split('-')[0]);
const file = join(folder, 'state.json');
const state = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
// One that ended and was not yet waited for by whoever must is no process any more.
const alive = () => { try { return !/\) Z /.test(readFileSync('/proc/' + state.pid + '/stat', 'utf8')); } catch { return false; } };
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const end = async () => {
  if (!state || !alive()) return;
  process.kill(state.pid);
  for (let n = 0; n < 50 && alive(); n++) await sleep(20);
};
const server = "const [version, port] = process.argv.slice(1); process.title = version; require('node:http').createServer((request, response) => { response.setHeader('x-version', version); response.end('ok'); }).listen(Number(port), '127.0.0.1', () => console.log(version + ' listens'));";

if (operation === 'up') {
  const fresh = process.env.SLIPWAY_FRESH === 'true';
  if (fresh) await end();
  if (fresh || !state || !alive()) {
    mkdirSync(folder, { recursive: true });
    const version = process.env.SLIPWAY_VERSION;
    const [{ address }] = JSON.parse(process.env.SLIPWAY_PORTS);
    const log = openSync(join(folder, 'log'), 'a');
    const child = spawn(process.execPath, ['-e', server, version, address], { detached: true, stdio: ['ignore', log, log] });
    child.unref();
    const image = JSON.parse(process.env.SLIPWAY_IMAGES).backend;
    writeFileSync(file, JSON.stringify({ pid: child.pid, version, image, startedAt: new Date().toISOString() }));
  }
} else if (operation === 'down') {
  await end();
  if (process.env.SLIPWAY_REMOVE === 'true') rmSync(folder, { recursive: true, force: true });
} else if (operation === 'live') {
  const instances = state ? [{ id: color + '-' + state.pid, service: 'backend', version: state.version, image: state.image, status: alive() ? 'running' : 'stopped', startedAt: state.startedAt }] : [];
  console.log(JSON.stringify({ instances }));
} else if (operation === 'logs') {
  console.log(readFileSync(join(folder, 'log'), 'utf8'));
}
`;

/** @returns its path */
export async function writeProgram(folder: string, text = program): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'colour.mjs'), text);
  const path = join(folder, 'colour');
  await writeFile(path, `#!/bin/sh\nexec "${process.execPath}" "${join(folder, 'colour.mjs')}"\n`);
  await chmod(path, 0o755);
  return path;
}
