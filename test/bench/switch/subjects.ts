import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Color } from '@slipway/docker';
import { openRouter } from '../../../actions/blue-green-switch/src/open-router.ts';
import { trialWord, type Word } from '../../../actions/blue-green-switch/src/route.ts';
import { startHaproxy } from '../../../actions/blue-green-switch/test/routers/haproxy-rig.ts';
import { startNginx } from '../../../actions/blue-green-switch/test/routers/nginx-rig.ts';
import type { Rig } from '../../../actions/blue-green-switch/test/routers/rig.ts';
import { root } from '../../harness/action.ts';
import { now } from '../../load/exchange.ts';
import { type Application, separateColors } from './colors.ts';
import type { Subject } from './measure.ts';

/** A router of ours, as a release uses it: on trial first, confirmed half a second later. */
async function subjectOf(rig: Rig): Promise<Subject> {
  const { adapter, shell } = rig;
  const router = openRouter(shell, adapter);
  await adapter.prepare(undefined);
  await router.confirm('blue');
  let live: Color = 'blue';
  const front = adapter.front(rig.published).address;
  return {
    port: 'port' in front ? front.port : 0,
    async next() {
      const [from, to]: Color[] = live === 'blue' ? ['blue', 'green'] : ['green', 'blue'];
      const took = await router.move(from as Word, trialWord(to as Color));
      // `move` says how long it took on the server, and returns at its end.
      const at = now() - took;
      await sleep(400);
      await router.confirm(to as Color);
      live = to as Color;
      return { to: live, at, took };
    },
    close: () => rig.close(),
  };
}

/** As teams do it today: the program is stopped and started, behind an nginx that knows its one address. */
async function stopThenStart(): Promise<Subject> {
  const rig = await startNginx('reload', { bringUp: separateColors });
  const subject = await subjectOf(rig);
  const app = rig.colors.blue as Application;
  return {
    ...subject,
    async next() {
      const at = now();
      await app.stop();
      await app.revive();
      return { to: 'blue', at, took: undefined };
    },
  };
}

export interface Competitor {
  readonly name: string;
  /** Milliseconds that the order may take at the median. */
  readonly goal: number | null;
  /** What may fail: nothing, or what is sent on an idle connection in the moment in which nginx closes it. */
  readonly allowed: 'nothing' | 'idle resets' | 'anything';
  start(): Promise<Subject>;
}

const seeds = 'stop, then start';

export async function competitors(): Promise<readonly Competitor[]> {
  const bringUp = separateColors;
  const newer = await newerNginx();
  return [
    { name: 'haproxy', goal: 20, allowed: 'nothing', start: async () => subjectOf(await startHaproxy(bringUp)) },
    { name: 'nginx, socket', goal: 20, allowed: 'nothing', start: async () => subjectOf(await startNginx('socket', { bringUp })) },
    ...(newer === undefined
      ? []
      : [
          {
            name: `nginx ${newer.version}, keepalive_min_timeout`,
            goal: null,
            allowed: 'nothing' as const,
            start: async () =>
              subjectOf(await startNginx('reload', { bringUp, program: newer.program, setting: 'keepalive_min_timeout 5s;' })),
          },
        ]),
    {
      name: "Debian's nginx, reload",
      goal: null,
      allowed: 'idle resets',
      start: async () => subjectOf(await startNginx('reload', { bringUp })),
    },
    { name: seeds, goal: null, allowed: 'anything', start: stopThenStart },
  ];
}

/** An nginx of 1.27.4 or newer, where Debian's newest packages are to be had. */
async function newerNginx(): Promise<{ readonly program: string; readonly version: string } | undefined> {
  const run = promisify(execFile);
  try {
    const { stdout } = await run('bash', [join(root, 'test/bench/switch/newer-nginx.sh')], { timeout: 180_000 });
    const program = stdout.trim().split('\n').at(-1) ?? '';
    const { stderr } = await run(program, ['-v']);
    return { program, version: /nginx\/([\d.]+)/.exec(stderr)?.[1] ?? '' };
  } catch (error) {
    console.error(`No nginx of 1.27.4 or newer, so it is not measured: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
