// The new version dies in the bake: really, by SIGKILL of its container, and nobody tells the run.
import type { SmallVersion } from '../small/images.ts';
import { look, unsettled } from './look.ts';
import { startRecorder } from './recorder.ts';
import type { SwitchStage } from './stage.ts';
import { reached } from './states.ts';

export interface Crashed {
  /** Milliseconds by the target's clock from the end of the container to the router's word for the old colour. */
  readonly backAfter: number;
  readonly problems: readonly string[];
}

/** @param during what else happens while the new version serves */
export async function crash(
  stage: SwitchStage,
  version: SmallVersion,
  wait: number,
  during?: () => Promise<readonly string[]>,
): Promise<Crashed> {
  const before = await look(stage);
  const idle = before.confirmed === 'blue' ? 'green' : 'blue';
  const recorder = await startRecorder(stage.target, 'small');
  try {
    const run = stage.start(version, { inputs: { 'bake-time': '15s' } });
    const baking = await reached(recorder, run, 'baking');
    if (!baking) return { backAfter: Number.POSITIVE_INFINITY, problems: [`it was never baking: ${(await run.done).log.slice(-800)}`] };
    const problems: string[] = during ? [...(await during())] : [];
    await new Promise((resolve) => setTimeout(resolve, wait));
    // Where it is not there any more, the run says why.
    await stage.inside(`docker kill small-${idle}-web-1 || :`);
    const { outputs, log } = await run.done;
    const died = recorder.seen.find(({ kind, text }) => kind === 'container' && text === `die small-${idle}-web-1`);
    const back = recorder.seen.find((one) => one.kind === 'word' && died && one.to >= died.from && one.text === before.confirmed);
    const backAfter = back && died ? back.to - died.from : Number.POSITIVE_INFINITY;
    if (outputs['reason'] !== 'bake-failed' || outputs['outcome'] !== 'rolled-back')
      problems.push(`it ended otherwise: ${log.slice(-800)}`);
    problems.push(...unsettled(await look(stage), before.served ?? ''));
    return { backAfter, problems };
  } finally {
    await recorder.stop();
  }
}
