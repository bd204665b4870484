// The undo acts alone: the run is gone for good, and what keeps the undo, or the router, has a bad day of its own.
import { eventually } from '../../harness/processes.ts';
import type { SmallVersion } from '../small/images.ts';
import { look, unsettled } from './look.ts';
import { startRecorder } from './recorder.ts';
import { type SwitchStage, stateFolder } from './stage.ts';
import { reached } from './states.ts';

export interface Alone {
  readonly keeper: 'systemd' | 'detached';
  /** What happens in the second in which the undo is due; a reboot happens long before. */
  readonly trouble: 'none' | 'the router restarts' | 'a reboot';
}

export const alone: readonly Alone[] = [
  { keeper: 'systemd', trouble: 'none' },
  { keeper: 'detached', trouble: 'none' },
  { keeper: 'systemd', trouble: 'the router restarts' },
  { keeper: 'detached', trouble: 'the router restarts' },
  { keeper: 'systemd', trouble: 'a reboot' },
  { keeper: 'detached', trouble: 'a reboot' },
];

const routerRestarts = [
  `until [ "$(cut -d. -f1 /proc/uptime)" -ge $(($(cat ${stateFolder}/undo/*/deadline) - 1)) ]; do sleep 0.1; done`,
  'systemctl stop haproxy; sleep 3; systemctl start haproxy',
].join('; ');

/** Which keeper the process of the undo has: systemd's own group, or none. */
const kept = 'for p in $(pgrep -u deploy -f "undo.sh /home"); do cat /proc/$p/cgroup; done | grep -c slipway-undo@ || true';

export async function undoAlone(
  stage: SwitchStage,
  { keeper, trouble }: Alone,
  version: SmallVersion,
  next: SmallVersion,
): Promise<string[]> {
  const problems: string[] = [];
  const before = await look(stage);
  // Where systemd runs nothing for a user that is not logged in, the undo keeps itself.
  if (keeper === 'detached') await stage.inside('loginctl disable-linger deploy');
  const recorder = await startRecorder(stage.target, 'small');
  try {
    const inputs = { 'confirm-timeout': trouble === 'a reboot' ? '10m' : '5s' };
    const run = stage.start(version, { inputs });
    if (!(await reached(recorder, run, 'baking'))) return [`it was never on trial: ${(await run.done).log}`];
    run.lose('tree');
    await run.done;
    stage.github.over(run.runId);
    const units = Number(await stage.inside(kept));
    if (units > 0 !== (keeper === 'systemd')) problems.push(`kept by ${units > 0 ? 'systemd' : 'itself'}, expected ${keeper}`);
    if (trouble === 'a reboot') await stage.target.reboot();
    if (trouble === 'the router restarts') await stage.inside(routerRestarts);
    // Where systemd runs nothing of ours, nothing is left after a reboot, and nothing is needed: HAProxy starts with what was confirmed.
    const fires = !(keeper === 'detached' && trouble === 'a reboot');
    await eventually(async () => (await look(stage)).word === before.confirmed, 'the traffic is back', 20_000);
    if (fires)
      await eventually(
        async () => (await look(stage)).fired.some((text) => text.startsWith('traffic is back on')),
        'the undo says so',
        10_000,
      );
    await eventually(async () => (await stage.served()) === before.served, 'the version before serves', 15_000);
    const after = await stage.switchTo(next, { inputs: { 'lock-timeout': '60s' } });
    if (fires && !after.log.includes(`The armed undo of an earlier run acted: traffic is back on ${before.confirmed}`))
      problems.push(`the next run does not tell of the undo: ${after.log}`);
    problems.push(...unsettled(await look(stage), next));
  } finally {
    await recorder.stop();
    if (keeper === 'detached') await stage.inside('loginctl enable-linger deploy');
  }
  return problems;
}
