import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Version } from '../apps/notes/apply.ts';
import { type Load, type LoadResult, type Note, readNotes, startLoad, verifyNotes } from '../load/client.ts';
import { runRelease } from './action.ts';
import { commitVersion } from './application.ts';
import { composeRelease } from './entry.ts';
import { application, logs, work } from './place.ts';
import type { DemoReceipt, DemoRelease } from './receipt.ts';
import type { Screen } from './screen.ts';
import type { Stage } from './stage.ts';
import { count } from './words.ts';

export const users: DemoReceipt['load'] = { clients: 8, rate: 100 };

export interface Scene {
  readonly version: Version;
  readonly previous: string;
  /** Whether people use the application meanwhile. */
  readonly used: boolean;
  /** Every note acknowledged so far; this release adds its own. */
  readonly notes: Note[];
}

const redrawEvery = 200;

/** One release, with its users around it, and the notes that they saved read back. */
export async function perform(stage: Stage, scene: Scene, screen: Screen, signal: AbortSignal): Promise<DemoRelease> {
  const { version, previous, notes } = scene;
  const commit = await commitVersion(application, version, stage.slipway);
  screen.line(
    `  commit ${commit.slice(0, 7)} of the application is ${version}; the whole log is in ${relative(process.cwd(), join(logs, `${version}.log`))}`,
  );
  const load = scene.used ? startLoad({ url: stage.url, ...users, out: join(work, `${version}.load.json`) }) : undefined;
  let seen: LoadResult | undefined;
  const redraw = load && setInterval(() => screen.live(usersLine(load)), redrawEvery);
  try {
    await load?.ready;
    // What users saw before and after belongs to the picture.
    if (load) await sleep(1000, undefined, { signal });
    const ran = await runRelease(stage, version, (line) => screen.foreign(line), signal);
    if (load) await sleep(1000, undefined, { signal });
    seen = await load?.stop();
    if (seen) notes.push(...(await readNotes(seen.notes)));
    clearInterval(redraw);
    screen.live('');
    const missing = await verifyNotes(stage.url, notes);
    const counts = { acknowledged: notes.length, missing: missing.length };
    return composeRelease({ version, previous, ...ran, load: seen, notes: counts });
  } finally {
    clearInterval(redraw);
    screen.live('');
    if (!seen) await load?.stop().catch(() => undefined);
  }
}

function usersLine(load: Load): string {
  const { requests, failed, versions } = load.progress();
  const answered = Object.entries(versions).map(([version, answers]) => `${version} ${count(answers)}`);
  return `users: ${count(requests)} requests, ${count(failed)} failed; answered by ${answered.join(', ') || 'nobody yet'}`;
}
