import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { type Seen, type Stage, startStage } from './adopt-stage.ts';

let stage: Stage;
let original: string;
const look = '{{.Name}} {{.Id}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{.State.Health.Status}}';
const containers = ['notes-backend', 'notes-frontend', 'notes-db'];
const team = (): Promise<string> => stage.inside('docker', 'inspect', '--format', look, ...containers);
/** Everything of ours that could be left: configuration, rules, colours, networks, tags. */
const leftovers = [
  'ls /etc/haproxy/slipway; iptables-save | grep slipway; docker ps -aq --filter label=slipway.color; docker network ls -q --filter name=slipway',
  "docker images -q 'slipway-original/*'; ls /home/deploy/.slipway/notes/original.json 2>/dev/null; ss -Hltn | grep -o ':18[0-9][0-9][0-9] '",
].join('; ');
const ours = (): Promise<string> => stage.inside('sh', '-c', leftovers);

beforeAll(async () => {
  stage = await startStage();
  original = await team();
}, 600_000);

afterAll(() => stage?.remove(), 60_000);

function expectUnharmed(...seen: readonly Seen[]): void {
  for (const one of seen) {
    expect(one.failures.filter(({ connection }) => connection === 'fresh')).toEqual([]);
    expect(one.fresh).toMatchObject({ failed: 0 });
    expect(one.fresh.requests).toBeGreaterThan(50);
    // A client that keeps its connection to a container that ends may meet its end: once for each that does.
    expect(one.kept.failed).toBeLessThanOrEqual(one.clients / 2);
  }
}

const full = process.env['SLIPWAY_FULL'] !== undefined;
type Row = readonly [after: string, then: string];
/** By default one row of all; the others cost half a minute each. */
const rows = (one: Row, all: Readonly<Record<string, readonly string[]>>): Row[] =>
  full ? Object.entries(all).flatMap(([then, places]) => places.map((after): Row => [after, then])) : [one];

/** A run is lost after a command, and the server may be rebooted after that: users are served by what there is. */
async function lose(run: (until: (command: string) => boolean) => Promise<unknown>, after: string, then: string): Promise<void> {
  expect(await run((command) => command.includes(after))).toBeUndefined();
  if (then === 'and a reboot') await stage.reboot();
  await expect(servedSoon()).resolves.toEqual(['v1', 'v1']);
  await stage.unlock();
  expect(await stage.served()).toEqual(['v1', 'v1']);
}

/** What mode status tells a person who finds a server that a run left. */
const told = async (): Promise<string> => (await stage.run({ mode: 'status' }))?.summary ?? '';

async function servedSoon(): Promise<readonly (string | null)[]> {
  const until = Date.now() + 60_000;
  for (;;) {
    const answers = await stage.served().catch((error: unknown) => {
      if (Date.now() > until) throw error;
      return [];
    });
    if (answers.length > 0) return answers;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Nobody at work can be unharmed by a reboot. */
async function withUsers(then: string, change: () => Promise<void>): Promise<void> {
  if (then === 'and a reboot') return change();
  const { outside, inside } = await stage.underLoad(change);
  expectUnharmed(outside, inside);
}

const takingOver = [
  '"open beside","phase":"intent"',
  '"start blue","phase":"done"',
  '"switch","phase":"done"',
  'slipway-ports add',
  '"drain original","phase":"done"',
  'docker update --restart no',
  'docker stop',
  '"stop original","phase":"done"',
  '"take ports","phase":"done"',
  'slipway-ports remove',
  '"confirm","phase":"done"',
];
const givingBack = [
  '"open beside","phase":"intent"',
  '"open beside","phase":"done"',
  'slipway-ports add',
  'docker update --restart always',
  'docker start',
  '"start original","phase":"done"',
  'slipway-ports remove',
  '"leave router","phase":"done"',
  'docker rm --force',
];
const goesOn = 'and the next one goes on';
const takeovers = rows(['docker stop', goesOn], {
  'and a reboot': ['slipway-ports add', 'docker update --restart no', '"stop original","phase":"done"'],
  'and it is given back': ['slipway-ports add', 'docker update --restart no', 'docker stop', '"take ports","phase":"done"'],
  [goesOn]: takingOver,
});
const returns = rows(['docker start', goesOn], {
  'and a reboot': ['"lead","phase":"done"', 'docker start', '"start original","phase":"done"'],
  'and a release comes': ['slipway-ports add', 'docker start', 'slipway-ports remove', '"leave router","phase":"done"'],
  [goesOn]: givingBack,
});

describe('where ports cannot be led elsewhere', () => {
  beforeAll(() => stage.inside('mv', '/etc/sudoers.d/slipway-ports', '/root/slipway-ports'));
  afterAll(() => stage.inside('mv', '/root/slipway-ports', '/etc/sudoers.d/slipway-ports'));

  test.each(full ? ['false', 'true'] : ['false'])(
    'with allow-takeover: %s',
    async (allowed) => {
      const given = { 'allow-takeover': allowed };
      const taken = await stage.deploy('v1', given).catch((error: unknown) => error);
      if (allowed === 'true') {
        expect(taken).toMatchObject({ outcome: 'unchanged', outputs: { live: 'blue' } });
        expect(await stage.served()).toEqual(['v1', 'v1']);
        const journal = await stage.inside('cat', '/home/deploy/.slipway/notes/journal.jsonl');
        expect(Number(/"take ports","phase":"done","data":\{"outage":(\d+)/.exec(journal)?.[1])).toBeLessThan(60_000);
        expect((await stage.run({ mode: 'give-back', ...given }))?.outcome).toBe('given-back');
      } else {
        expect(taken).toBeInstanceOf(Failure);
        expect(taken).toMatchObject({ reason: 'port-taken' });
        expect(String((taken as Failure).text)).toMatch(/Ports .* only with an outage: .* about 1 to \d+ s[\s\S]*allow-takeover: true/);
      }
      expect(await team()).toBe(original);
      expect(await ours()).toBe('');
    },
    180_000,
  );
});

test('a colour that does not come up leaves the stack as it was', async () => {
  const { outside, inside } = await stage.underLoad(async () => {
    await expect(stage.deploy('v1', { 'health-timeout': '1s' })).rejects.toMatchObject({ reason: 'unhealthy' });
  });
  expectUnharmed(outside, inside);
  expect(await team()).toBe(original);
  expect(await ours()).toBe('');
}, 120_000);

test('a takeover in the middle can be aborted: the very containers serve as before', async () => {
  const { outside, inside } = await stage.underLoad(async () => {
    await lose((until) => stage.deploy('v1', {}, { until }), 'slipway-ports add', 'and it is aborted');
    expect(await told()).toContain('mode abort brings the original back');
    expect(await stage.run({ mode: 'abort' })).toMatchObject({ outcome: 'aborted', outputs: { live: '', version: 'v1' } });
  });
  expectUnharmed(outside, inside);
  expect(await team()).toBe(original);
  expect(await ours()).toBe('');
  expect(await told()).toBe('### notes: nothing is live');
  expect(await stage.run({ mode: 'abort' })).toMatchObject({ outcome: 'unchanged' });
}, 600_000);

describe.each(takeovers)('a takeover whose run is lost after %s, %s', (after, then) => {
  test('harms nobody, and is finished or undone', async () => {
    await withUsers(then, async () => {
      await lose((until) => stage.deploy('v1', {}, { until }), after, then);
      // The port beside is there for what was led to it, and for nobody outside.
      if (after === 'docker stop') expect([await stage.reaches(8000), await stage.reaches(18_000)]).toEqual([true, false]);
      if (then === 'and it is given back') return;
      expect(await told()).toMatch(/The takeover of notes \(v1\) is in the middle[^\n]* Mode deploy goes on with it; mode abort/);
      expect(await stage.deploy('v1')).toMatchObject({ outcome: 'unchanged', outputs: { live: 'blue', version: 'v1' } });
      expect(await stage.inside('sh', '-c', 'iptables-save | grep slipway; ss -Hltn | grep -o ":18[0-9][0-9][0-9] "')).toBe('');
    });
    // The next row begins with the stack as it was.
    if (takeovers.at(-1)?.join() === [after, then].join()) return;
    expect((await stage.run({ mode: 'give-back' }))?.outcome).toBe('given-back');
    expect(await team()).toBe(original);
    expect(await ours()).toBe('');
  }, 240_000);
});

test('the stack that was taken over is switched to a new version, and the old one can be gone back to', async () => {
  const { outside, inside } = await stage.underLoad(async () => {
    expect((await stage.deploy('v2'))?.outputs).toMatchObject({ live: 'green', version: 'v2', 'previous-version': 'v1' });
    expect(await stage.served()).toEqual(['v2', 'v2']);
    await expect(stage.run({ mode: 'give-back' })).rejects.toMatchObject({ reason: 'newer-version' });
    expect((await stage.run({ mode: 'rollback' }))?.outputs).toMatchObject({ live: 'blue', version: 'v1' });
  });
  expectUnharmed(outside, inside);
  expect(await stage.inside('docker', 'inspect', '--format', '{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}', ...containers)).toBe(
    'exited no\nexited no\nrunning unless-stopped',
  );
}, 600_000);

/** From the intent to give back until the record of the takeover is gone. */
async function refusesToAbort(after: string): Promise<void> {
  if (after === '"open beside","phase":"intent"') return;
  expect(await told()).toContain('is being given back to the containers of before (v1)');
  await expect(stage.run({ mode: 'abort' })).rejects.toMatchObject({ reason: 'takeover-unfinished' });
}

describe.each(returns)('giving back, with a run that is lost after %s, %s', (after, then) => {
  test('restores the very containers, and nobody notices', async () => {
    await stage.deploy('v1');
    await withUsers(then, async () => {
      await lose((until) => stage.run({ mode: 'give-back' }, { until }), after, then);
      await refusesToAbort(after);
      if (then === 'and a release comes') expect((await stage.deploy('v1'))?.outputs).toMatchObject({ live: 'blue', version: 'v1' });
      expect((await stage.run({ mode: 'give-back' }))?.outcome).toBe('given-back');
    });
    expect(await team()).toBe(original);
    expect(await ours()).toBe('');
  }, 240_000);
});
