/**
 * Releases the example application onto a server on this machine, with the root action's own bundle: v1, then v2 and a broken v3 while users are at
 * it. Exits 0 only if nobody noticed.
 *
 *   node demo.ts [--keep | --remove]
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Note } from '../load/client.ts';
import { run } from '../target/docker.ts';
import { removeAll } from '../target/target.ts';
import { isAtWork, removeStanding, standing } from './kept.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPage } from './page.ts';
import { perform, users } from './perform.ts';
import { folder, logs, root, work } from './place.ts';
import { type DemoReceipt, type DemoRelease, type Promised, shortfalls } from './receipt.ts';
import { Screen } from './screen.ts';
import { makeFolders, type Stage, setStage } from './stage.ts';
import { renderTable } from './table.ts';
import { outcomeWords } from './words.ts';

const promised = [
  { version: 'v1', outcome: 'released', requests: 0, title: 'v1, the first release, onto an empty server' },
  { version: 'v2', outcome: 'released', requests: 500, title: 'v2, a good release, while people use the application' },
  { version: 'v3', outcome: 'rolled-back', requests: 500, title: 'v3, which is healthy until people use it' },
] as const satisfies readonly (Promised & { title: string })[];

const screen = new Screen(process.stdout, process.env);
const stop = new AbortController();
let stage: Stage | undefined;

const settleTime = 8000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false }, remove: { type: 'boolean', default: false } } });
  await makeFolders(folder);
  const free = await clearAway(values.remove);
  if (values.remove || !free) return free ? 0 : 1;
  const started = Date.now();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupt(name));
  const interrupted = new Promise<never>((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
  const playing = play(started);
  let keep = values.keep;
  try {
    return await Promise.race([playing, interrupted]);
  } catch (error) {
    keep &&= stage !== undefined && !stop.signal.aborted;
    screen.live('');
    screen.bad(`\n${error instanceof Error ? error.message : String(error)}`);
    return stop.signal.aborted ? 130 : 1;
  } finally {
    if (keep && stage) explainKept(stage);
    else if (!(await takeDown(playing))) screen.bad('Something is left: script/demo --remove takes it away.');
  }
}

/** True if there is room for a demo: what an earlier one left is removed, one that runs is not. */
async function clearAway(asked: boolean): Promise<boolean> {
  const left = await standing();
  if (!left) {
    if (asked) screen.line('No demo stands.');
    return true;
  }
  if (await isAtWork(left)) {
    screen.bad(`A demo is running already, as process ${left.pid}.`);
    return false;
  }
  await removeStanding(left);
  screen.line(`Removed the demo that stood: ${left.names.join(', ')}.`);
  return true;
}

async function play(started: number): Promise<number> {
  await rm(work, { recursive: true, force: true });
  await makeFolders(work, logs);
  screen.heading('A registry and a server');
  stage = await setStage(screen);
  const releases: DemoRelease[] = [];
  const notes: Note[] = [];
  for (const { version, title, requests } of promised) {
    stop.signal.throwIfAborted();
    screen.heading(title);
    const previous = releases.findLast(({ outcome }) => outcome === 'released')?.version ?? '';
    const release = await perform(stage, { version, previous, used: requests > 0, notes }, screen, stop.signal);
    screen.line(`  ${version}: ${outcomeWords[release.outcome].toLowerCase()}; ${release.requests} requests, ${release.failed} failed`);
    releases.push(release);
    // Without a first version there is nothing that the next ones could show.
    if (release.outcome === 'failed') break;
  }
  const receipt = {
    releases,
    slipway: await slipway(),
    madeAt: new Date().toISOString(),
    seconds: (Date.now() - started) / 1000,
    load: users,
  };
  return conclude(receipt);
}

async function conclude(receipt: DemoReceipt): Promise<number> {
  await Promise.all([
    writeFile(join(folder, 'receipt.json'), `${JSON.stringify(receipt, null, 2)}\n`),
    writeFile(join(folder, 'receipt.md'), renderMarkdown(receipt)),
    writeFile(join(folder, 'receipt.html'), renderPage(receipt)),
  ]);
  screen.heading('The receipt');
  screen.line(`\n${renderTable(receipt)}\n`);
  const short = shortfalls(receipt, promised);
  for (const line of short) screen.bad(`not as promised: ${line}`);
  if (short.length === 0) screen.good('Everything was as promised.');
  screen.line(`${relative(process.cwd(), folder)}/receipt.html is the same as a page to show around.`);
  return short.length === 0 ? 0 : 1;
}

async function slipway(): Promise<DemoReceipt['slipway']> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const commit = await run(['git', '-C', root, 'rev-parse', '--short', 'HEAD']).catch(() => undefined);
  return { version, ...(commit?.code === 0 ? { commit: commit.stdout.trim() } : {}) };
}

function interrupt(name: string): void {
  if (stop.signal.aborted) return;
  stop.abort(new Error(`Interrupted by ${name}: taking everything down.`));
}

/**
 * Ends what was started. An engine that is in the middle of starting something finishes that first, and a network goes only when nothing stands on it:
 * so what was on its way gets a little time, and what fails is tried again.
 */
async function takeDown(playing: Promise<unknown>): Promise<boolean> {
  await removeAll().catch(() => {});
  await Promise.race([playing.catch(() => {}), sleep(settleTime)]);
  for (let tries = 1; tries <= 5; tries++) {
    try {
      // By the names as well: who starts a machine forgets it when that fails, also where the engine goes on.
      const left = await standing();
      if (left) await removeStanding(left);
      await removeAll();
      return true;
    } catch (error) {
      screen.line(error instanceof Error ? error.message : String(error));
      await sleep(1000);
    }
  }
  return false;
}

function explainKept({ target, registry, url, knownHosts }: Stage): void {
  const { port, username, keyFile } = target.ssh;
  screen.heading('It still stands');
  screen.line(`  application  ${url} and http://127.0.0.1:${target.port(3000)}`);
  screen.line(`  registry     http://${registry.address}/v2/_catalog`);
  screen.line(`  server       ssh -i ${keyFile} -o UserKnownHostsFile=${knownHosts} -p ${port} ${username}@127.0.0.1`);
  screen.line('  to remove it script/demo --remove');
}

process.exit(await main());
