import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { type LoadResult, readNotes, startLoad, verifyNotes } from '../../../../test/load/client.ts';
import { testHost } from '../../../../test/scenarios/host.ts';
import type { Release } from '../../src/runtime.ts';
import { control } from '../../src/runtimes/systemd/control.ts';
import { parseColorPorts } from '../../src/runtimes/systemd/ports.ts';
import { releasesIn } from '../../src/runtimes/systemd/releases.ts';
import { systemdRuntime } from '../../src/runtimes/systemd/systemd.ts';
import { parseUnits } from '../../src/runtimes/systemd/units.ts';
import { keepsTheRuntimeContract, type Subject } from './contract.ts';
import { failureOf } from './failure.ts';
import { root, type SystemdPlace, startSystemdPlace } from './systemd-place.ts';

// Units of the machine differ in who orders them, not in what is ordered.
const scopes = process.env['SLIPWAY_FULL'] ? (['user', 'system'] as const) : (['user'] as const);
let place: SystemdPlace;

const links = (): Promise<string> => place.inside('sh', '-c', `cd ${root}; for n in blue green current; do echo "$n $(readlink $n)"; done`);
const enabled = (unit: string): Promise<string> =>
  place.asDeploy(`XDG_RUNTIME_DIR=/run/user/$(id -u) systemctl --${place.scope} is-enabled ${unit} || :`);
const worker = (): Promise<string> => place.inside('sh', '-c', `cat ${root}/worker.log`);

async function underLoad(change: () => Promise<unknown>): Promise<LoadResult & { missing: number }> {
  const load = startLoad({ url: place.url, clients: 6, rate: 60 });
  await load.ready;
  try {
    await change();
  } finally {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const result = await load.stop();
  return { ...result, missing: (await verifyNotes(place.url, await readNotes(result.notes))).length };
}

describe.each(scopes)('units of the %s', (scope) => {
  beforeAll(async () => {
    place = await startSystemdPlace(scope);
    await place.build('v1', 'serves');
    await place.build('v2', 'serves');
    await place.build('v3', 'dies-in-service');
    await place.build('v4', 'dies-at-start');
  }, 120_000);

  afterAll(async () => {
    await place?.remove();
  }, 60_000);

  test('the first release comes up from an uploaded folder, and its worker once', async () => {
    const { outcome, outputs } = await place.deploy('v1');
    expect(outcome).toBe('switched');
    expect(outputs).toMatchObject({ live: 'blue', version: 'v1' });
    expect(await place.served()).toBe('v1');
    expect(await links()).toBe('blue releases/v1\ngreen \ncurrent releases/v1');
    expect(await worker()).toBe('blue works');
    expect(await enabled('notes-backend@blue')).toBe('enabled');
  }, 60_000);

  test('a second one takes over without a failed request; the worker moves at the confirm', async () => {
    const seen = await underLoad(async () => {
      const { outputs, receipt } = await place.deploy('v2');
      expect(outputs).toMatchObject({ live: 'green', version: 'v2', 'previous-version': 'v1', 'failed-requests': '0' });
      expect(receipt?.identity).toBe('v2 on 20 fresh connections in a row');
    });
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(seen.requests).toBeGreaterThan(200);
    expect(await links()).toBe('blue releases/v1\ngreen releases/v2\ncurrent releases/v2');
    expect(await worker()).toBe('blue works\nblue ends\ngreen works');
    expect([await enabled('notes-backend@blue'), await enabled('notes-backend@green')]).toEqual(['disabled', 'enabled']);
  }, 60_000);

  test('a version that dies under traffic goes away by itself, and nobody notices', async () => {
    let failure: Failure | undefined;
    const seen = await underLoad(async () => {
      failure = await failureOf(place.deploy('v3', { 'bake-time': '20s' }));
    });
    expect(failure?.reason).toBe('bake-failed');
    expect(failure?.text).toContain('Traffic is back on green (v2)');
    expect(seen).toMatchObject({ failed: 0, missing: 0 });
    expect(seen.versions.map(({ version }) => version)).toContain('v3');
    expect(await enabled('notes-backend@blue')).toBe('disabled');
    expect(await worker()).toBe('blue works\nblue ends\ngreen works');
  }, 60_000);

  test('a version that cannot start says why, and gets no traffic', async () => {
    const failure = await failureOf(place.deploy('v4'));
    expect(failure.reason).toBe('unhealthy');
    expect(place.said()).toContain('cannot work without a database');
    expect(failure.text).toMatch(/notes-backend@blue\.service .* after 3 restarts .*Traffic never left green \(v2\)/s);
    expect(await place.served()).toBe('v2');
  }, 60_000);

  test('rollback brings the release before back, by name or as it was stopped', async () => {
    const { outcome, outputs } = await place.run({ mode: 'rollback', version: 'v1' });
    expect(outcome).toBe('rolled-back');
    expect(outputs).toMatchObject({ live: 'blue', version: 'v1', 'previous-version': 'v2' });
    expect(await place.served()).toBe('v1');
    expect(await links()).toContain('current releases/v1');
  }, 60_000);

  test('a reboot in the middle of a trial comes back with the confirmed version', async () => {
    const gate = async (): Promise<void> => {
      expect(await place.served()).toBe('v2');
      await place.target.reboot();
    };
    await failureOf(place.deploy('v2', {}, { gate }));
    const until = Date.now() + 20_000;
    while ((await place.served()) === undefined && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await place.served()).toBe('v1');
  }, 120_000);

  describe('the runtime contract', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await contractSubject(place);
    }, 60_000);
    keepsTheRuntimeContract(() => subject);
  });
});

/** The application under another name, by units of its own, so that what serves is not touched. */
async function contractSubject({ scope, target, shell, workspace, inside }: SystemdPlace): Promise<Subject> {
  const other = '/opt/other';
  const folder = scope === 'user' ? '/home/deploy/.config/systemd/user' : '/etc/systemd/system';
  await inside(
    'sh',
    '-c',
    `install -d -o deploy -g deploy ${other} ${other}/notes; cd ${folder}; sed 's#${root}#${other}#g' notes-backend@.service > other@.service`,
  );
  const host = testHost(workspace);
  const units = parseUnits(['backend=other']);
  const ports = parseColorPorts(['backend=8001:8201:8202']);
  const uid = (await shell.run(['id', '-u'])).stdout.trim();
  const open: Subject['open'] = async (through) =>
    systemdRuntime({
      shell: through,
      control: control(through, scope, uid),
      releases: releasesIn(through, other),
      units,
      ports,
      context: { ...host.context, temp: workspace },
      artifact: 'v1',
      back: false,
      waiting: { ...host, steadyFor: 300 },
    });
  const ask = 'n=0; until curl -sf -o /dev/null -D - "http://127.0.0.1:$1/health" || [ $n -ge $2 ]; do n=$((n + 1)); sleep 0.1; done';
  const answers: Subject['answers'] = async (color) => {
    const runs = (await subject.runtime.instances(color)).some((one) => one.status === 'running');
    const said = await target.exec(['sh', '-c', ask, 'sh', color === 'blue' ? '8201' : '8202', runs ? '30' : '0']);
    return /x-version: (\S+)/.exec(said.stdout)?.[1];
  };
  const release = (version: string): Release => ({ version, images: { backend: version } });
  const subject: Subject = { runtime: await open(shell), open, shell, first: release('one'), second: release('two'), answers };
  return subject;
}
