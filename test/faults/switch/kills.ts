// One lost run after another, each at an instant of its own, and what comes after it.
import { parseEntries } from '@slipway/journal';
import { eventually } from '../../harness/processes.ts';
import type { SmallVersion } from '../small/images.ts';
import { judge } from './judge.ts';
import { look, unsafe, unsettled } from './look.ts';
import { startRecorder } from './recorder.ts';
import type { Loss, SwitchStage } from './stage.ts';

export interface Kill {
  /** After so many entries of the run in the journal, or milliseconds after its start. */
  readonly at: { readonly entry: number } | { readonly ms: number };
  readonly how: Loss;
  /** Nothing but the armed undo; the same run again; or another release, which meets the lease. */
  readonly after: 'nothing' | 'repeat' | 'another';
}

export interface Killed {
  readonly kill: Kill;
  /** The last entry that the lost run left, such as `switch done`; `before the journal`; or `too late` where it had ended. */
  readonly where: string;
  readonly problems: readonly string[];
}

/** How long the undo of a run that is to be lost waits; its own checks and bake take about 2 s. */
const confirmTimeout = 6;

export function describeKill({ at, how, after }: Kill): string {
  return `${'entry' in at ? `after entry ${at.entry}` : `after ${at.ms} ms`}, ${how}, then ${after}`;
}

/** Loses a run and goes through what follows. Live is a good version before, and `next` after it. */
export async function lose(stage: SwitchStage, kill: Kill, version: SmallVersion, next: SmallVersion): Promise<Killed> {
  const recorder = await startRecorder(stage.target, 'small');
  const problems: string[] = [];
  const say = (when: string, found: readonly string[]): void => void problems.push(...found.map((problem) => `${when}: ${problem}`));
  try {
    const run = stage.start(version, { inputs: { 'confirm-timeout': `${confirmTimeout}s` } });
    const mine = (): string[] =>
      recorder.seen.flatMap(({ kind, text }) =>
        kind === 'entry'
          ? parseEntries(text)
              .filter((entry) => entry.transaction.startsWith(`${run.runId}.`))
              .map(({ step, phase }) => `${step} ${phase}`)
          : [],
      );
    if ('ms' in kill.at) setTimeout(() => run.lose(kill.how), kill.at.ms);
    else {
      const { entry } = kill.at;
      recorder.listen(() => void (mine().length >= entry && run.lose(kill.how)));
    }
    const ended = await run.done;
    const where = ended.signal === undefined ? 'too late' : (mine().at(-1) ?? 'before the journal');
    say('at once', unsafe(await look(stage)));
    if (kill.after === 'nothing') say('left alone', await leftAlone(stage));
    say('next', await goOn(stage, kill, run.runId, version, next));
    say('recorder', judge(recorder.seen));
    return { kill, where, problems };
  } finally {
    await recorder.stop();
  }
}

/** Nobody comes: what is armed fires when it should, and traffic goes where a restart would lead it. */
async function leftAlone(stage: SwitchStage): Promise<string[]> {
  const before = await look(stage);
  const started = Date.now();
  let now = before;
  while (now.armed > 0 && Date.now() - started < (confirmTimeout + 4) * 1000) now = await look(stage);
  if (now.armed > 0) return ['the undo did not fire'];
  // It claims its token before it moves the traffic.
  await eventually(async () => (await look(stage)).word === before.confirmed, 'traffic back on what is confirmed', 5000).catch(() => {});
  now = await look(stage);
  return [...unsafe(now), ...(now.word === now.confirmed ? [] : [`traffic stays on ${now.word}, confirmed is ${now.confirmed}`])];
}

async function goOn(stage: SwitchStage, kill: Kill, runId: string, version: SmallVersion, next: SmallVersion): Promise<string[]> {
  const found: string[] = [];
  const wanted = kill.after === 'repeat' ? version : next;
  if (kill.after === 'another' && (await look(stage)).lease) {
    const early = await stage.switchTo(next, { inputs: { 'lock-timeout': '1s' } });
    const owner = `/actions/runs/${runId}`;
    if (early.outputs['reason'] !== 'locked' || !early.log.includes(owner))
      found.push(`a lease that is held said: ${early.log.slice(-400)}`);
    found.push(...unsafe(await look(stage)));
  }
  if (kill.after === 'repeat') stage.github.again(runId);
  else stage.github.over(runId);
  const same = kill.after === 'repeat' ? { runId, attempt: 2 } : {};
  // A lost run may have left a change under way on the server; the next one waits for its end.
  const end = await stage.switchTo(wanted, { ...same, inputs: { 'lock-timeout': '60s' } });
  if (!end.success) return [...found, `the run after it failed: ${end.log.slice(-800)}`];
  return [...found, ...unsettled(await look(stage), wanted)];
}
