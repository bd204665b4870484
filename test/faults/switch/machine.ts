// The server goes away in a state of a switch, and comes back.
import type { StepResult } from '../../harness/action.ts';
import { eventually } from '../../harness/processes.ts';
import type { SmallVersion } from '../small/images.ts';
import { look, unsafe, unsettled } from './look.ts';
import { startRecorder } from './recorder.ts';
import type { SwitchStage } from './stage.ts';
import { reached, type State } from './states.ts';

/** `power` is a power cut; `cut` for a moment, `lost` for longer than the undo and SSH wait; `paused` is a machine that hangs. */
export type Absence = 'reboot' | 'power' | 'cut' | 'lost' | 'paused';
export const absences: readonly Absence[] = ['reboot', 'power', 'cut', 'lost', 'paused'];

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** Long enough for an orderly run, shorter than a long absence. */
const confirmTimeout = 8;

async function absent({ target }: SwitchStage, how: Absence): Promise<void> {
  if (how === 'reboot') await target.reboot();
  else if (how === 'power') {
    await target.kill();
    await target.start();
  } else if (how === 'paused') {
    await target.pause();
    await seconds(4);
    await target.unpause();
  } else {
    await target.cut();
    await seconds(how === 'cut' ? 3 : 24);
    await target.mend();
  }
}

export interface Came {
  readonly back: boolean;
  readonly problems: readonly string[];
  /** How the run that met the absence ended, and what the next one said. */
  readonly story: string;
}

export async function goAway(stage: SwitchStage, how: Absence, state: State, version: SmallVersion, next: SmallVersion): Promise<Came> {
  const recorder = await startRecorder(stage.target, 'small');
  const problems: string[] = [];
  try {
    const run = stage.start(version, { inputs: { 'confirm-timeout': `${confirmTimeout}s` }, deadline: 200_000 });
    if (!(await reached(recorder, run, state))) return { back: false, problems: [`never ${state}: ${(await run.done).log}`], story: '' };
    await absent(stage, how);
    const ended = await run.done;
    await eventually(async () => (await stage.served()) !== undefined, 'an answer after the machine is back', 30_000);
    // The armed undo, where the run could not finish.
    await eventually(async () => (await look(stage)).armed === 0, 'no undo is armed any more', (confirmTimeout + 10) * 1000);
    await eventually(async () => unsafe(await look(stage)).length === 0, 'a safe state', 10_000).catch(() => {});
    const now = await look(stage);
    problems.push(...unsafe(now), ...claims(ended, now.served));
    if (now.word !== now.confirmed) problems.push(`the router routes by ${now.word}, confirmed is ${now.confirmed}`);
    stage.github.over(run.runId);
    const after = await stage.switchTo(next, { inputs: { 'lock-timeout': '70s' } });
    if (!after.success) problems.push(`the run after it failed: ${after.log.slice(-800)}`);
    else problems.push(...unsettled(await look(stage), next));
    return { back: true, problems, story: `${summary(ended)}; then ${notices(after)}` };
  } finally {
    await recorder.stop();
  }
}

/** What a run says about what serves must be so, if it says anything. */
function claims({ outputs, success, log }: StepResult, served: string | undefined): string[] {
  const said = outputs['version'];
  if (success && said !== served) return [`the receipt says ${said}, ${served} serves`];
  if (!success && said && said !== served && !/may still go/.test(log))
    return [`the failed run says that ${said} serves, ${served} does: ${log.slice(-500)}`];
  return [];
}

const summary = ({ outputs, log }: StepResult): string =>
  `${outputs['outcome'] ?? 'killed'} ${outputs['reason'] ?? ''} ${log.split('\n').findLast((line) => /error/.test(line)) ?? ''}`.trim();

const notices = ({ log }: StepResult): string =>
  log
    .split('\n')
    .filter((line) => /Took the lease|earlier run/.test(line))
    .join(' ');
