// What can go wrong with a switch on its way, on a real server with the real bundle. `script/test full` takes every row of every table.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { full, generator, sample, times } from '../harness/sample.ts';
import { type Load, readNotes, startLoad, verifyNotes } from '../load/client.ts';
import type { SmallVersion } from './small/images.ts';
import { crash } from './switch/crash.ts';
import { judge } from './switch/judge.ts';
import { describeKill, type Kill, lose } from './switch/kills.ts';
import { look } from './switch/look.ts';
import { absences, goAway } from './switch/machine.ts';
import { startRecorder } from './switch/recorder.ts';
import { quick, refuse, starts, troubles } from './switch/refusals.ts';
import { type SwitchStage, startSwitchStage } from './switch/stage.ts';
import { stateNames } from './switch/states.ts';
import { alone, undoAlone } from './switch/undo.ts';

/** Milliseconds for a test with so many rows. */
const limit = (rows: number): number => rows * 120_000;

let stage: SwitchStage;
beforeAll(async () => {
  stage = await startSwitchStage();
  const first = await stage.switchTo('v1');
  if (!first.success) throw new Error(first.log);
}, 240_000);
afterAll(() => stage?.remove(), 60_000);

/** The two good versions that do not serve now. */
async function others(): Promise<[SmallVersion, SmallVersion]> {
  const served = await stage.served();
  const [next = 'v1', afterNext = 'v2'] = (['v1', 'v2', 'v3'] as const).filter((version) => version !== served);
  return [next, afterNext];
}

/** Users at work meanwhile: not one request may fail, and nothing that was acknowledged may be gone. */
async function underLoad(work: () => Promise<void>): Promise<void> {
  const load: Load = startLoad({ url: stage.url, clients: 4, rate: 40, maxSeconds: 7200 });
  await load.ready;
  await work().finally(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const { failed, failures, notes, requests } = await load.stop();
  expect({ failed, failures: failures.slice(0, 5), missing: await verifyNotes(stage.url, await readNotes(notes)) }).toEqual({
    failed: 0,
    failures: [],
    missing: [],
  });
  process.stderr.write(`${requests} requests of users, none failed\n`);
}

const hows = ['tree', 'node'] as const;
const afters = ['nothing', 'repeat', 'another'] as const;

/** A good release writes 19 entries before its end; one more is a run that ends before it is killed. */
const entries = Array.from({ length: 20 }, (_, index) =>
  afters.map((after, place): Kill => ({ at: { entry: index + 1 }, how: hows[(index + place) % 2] ?? 'tree', after })),
).flat();

function instants(): Kill[] {
  const roll = generator('random instants');
  const count = times('random instants', 1, 200);
  return Array.from({ length: count }, (): Kill => {
    const [how, after] = [hows[Math.floor(roll() * 2)] ?? 'tree', afters[Math.floor(roll() * 3)] ?? 'repeat'];
    return { at: { ms: Math.floor(roll() * 10_000) }, how, after };
  });
}

describe('a run that is lost', () => {
  // An instant falls between two entries; what is killed by them all is killed by instants too in a full run.
  const kills = { 'by the entry of the journal': sample('kills', entries, 1), ...(full ? { 'at random instants': instants() } : {}) };
  for (const [when, drawn] of Object.entries(kills)) {
    test(
      `is killed ${when}, ${drawn.length} times: nobody notices, every change had its intent, and what follows ends right`,
      async () => {
        const wrong: string[] = [];
        await underLoad(async () => {
          for (const kill of drawn) {
            const [version, next] = await others();
            const { where, problems } = await lose(stage, kill, version, next);
            process.stderr.write(`${describeKill(kill)}: ${where}${problems.map((problem) => `\n    ${problem}`).join('')}\n`);
            wrong.push(...problems.map((problem) => `${describeKill(kill)} (${where}): ${problem}`));
          }
        });
        expect(wrong).toEqual([]);
      },
      limit(drawn.length),
    );
  }
});

describe('a version that dies in the bake', () => {
  const count = times('crashes', 1, 20);
  test(
    `is taken from the traffic ${count} times in under 2 s, and no request fails; another run is refused meanwhile`,
    async () => {
      const roll = generator('crashes');
      const back: number[] = [];
      await underLoad(async () => {
        for (let round = 0; round < count; round++) {
          const [version, next] = await others();
          const result = await crash(stage, version, Math.floor(roll() * 1000), round === 0 ? () => refusedMeanwhile(next) : undefined);
          expect(result.problems).toEqual([]);
          back.push(result.backAfter);
          process.stderr.write(`back after ${result.backAfter.toFixed(0)} ms\n`);
        }
      });
      expect(Math.max(...back)).toBeLessThan(2000);
    },
    limit(count),
  );

  async function refusedMeanwhile(version: SmallVersion): Promise<string[]> {
    const { outputs, log } = await stage.switchTo(version, { inputs: { 'lock-timeout': '1s' } });
    return outputs['reason'] === 'locked' && /actions\/runs\/\d+/.test(log) ? [] : [`two runs at once: ${log}`];
  }
});

describe('a release that cannot be', () => {
  test.each([...quick, ...sample('starts', [...starts, ...troubles], 1)])(
    'ends for $name, and nothing is touched',
    async (row) => {
      const { confirmed } = await look(stage);
      const [good] = await others();
      expect(await refuse(stage, confirmed, row, good)).toEqual([]);
    },
    90_000,
  );
});

describe('where nobody is left to act', () => {
  const undos = alone.map((row) => ({
    what: `the undo, kept by ${row.keeper}, acts where there is trouble: ${row.trouble}`,
    look: (version: SmallVersion, next: SmallVersion) => undoAlone(stage, row, version, next),
    long: false,
  }));
  const machines = stateNames.flatMap((state) =>
    absences.map((how) => ({
      what: `the server goes away, ${how} while it is ${state}, and what is there afterwards is what was said`,
      look: async (version: SmallVersion, next: SmallVersion) => {
        const { problems, story } = await goAway(stage, how, state, version, next);
        process.stderr.write(`${how} while ${state}: ${story}\n`);
        return problems;
      },
      // A long absence costs half a minute.
      long: how === 'lost',
    })),
  );
  const rows = [...undos, ...machines].filter(({ long }) => full || !long);
  test.each(sample('undos and absences', rows, 1))(
    '$what',
    async ({ look: happens }) => {
      const [version, next] = await others();
      expect(await happens(version, next)).toEqual([]);
    },
    400_000,
  );
});

test('the recorder sees what nobody intended', async () => {
  const { confirmed } = await look(stage);
  const recorder = await startRecorder(stage.target, 'small');
  const touch = 'cd /etc/haproxy/slipway; cp -p small.map other; mv other small.map';
  await stage.inside(`${touch}; docker update --restart always small-${confirmed}-web-1; sleep 0.3`);
  await recorder.stop();
  expect(judge(recorder.seen)).toEqual([expect.stringContaining(' map '), expect.stringContaining(' container update')]);
  await stage.inside(`docker update --restart unless-stopped small-${confirmed}-web-1`);
}, 30_000);
