// What every runtime must do, whatever it runs: one suite, given a runtime that is real.
import { expect, test } from '@jest/globals';
import type { Shell } from '@slipway/shell';
import type { Release, Runtime } from '../../src/runtime.ts';

export interface Subject {
  readonly runtime: Runtime;
  /** The same runtime behind another shell. */
  open(shell: Shell): Promise<Runtime>;
  readonly shell: Shell;
  readonly first: Release;
  readonly second: Release;
  /** The version that a colour answers with; undefined where nothing answers. */
  answers(color: 'blue' | 'green'): Promise<string | undefined>;
  /** What was written on disk or left behind, one line each, for comparing before and after. */
  leftovers?(): Promise<string>;
}

const deadline = 30_000;

export function keepsTheRuntimeContract(subject: () => Subject): void {
  const states = async (color: 'blue' | 'green'): Promise<string[]> =>
    (await subject().runtime.instances(color)).map((one) => `${one.service} ${one.version} ${one.status}`);

  test('a colour that never was has no instances, and going away again is no error', async () => {
    const { runtime } = subject();
    await runtime.remove('green');
    await runtime.remove('green');
    await runtime.stop('green', 1);
    expect(await runtime.instances('green')).toEqual([]);
    await expect(runtime.start('green', deadline)).rejects.toMatchObject({ reason: 'nothing-to-roll-back' });
  }, 60_000);

  test('up makes the release run on its own address, and twice is as once', async () => {
    const { runtime, first, answers } = subject();
    await runtime.fetch(first);
    await runtime.fetch(first);
    await runtime.up('blue', first, deadline);
    const [before] = await runtime.instances('blue');
    expect(before).toMatchObject({ version: first.version, image: Object.values(first.images)[0], status: 'running', restarts: 0 });
    expect(await answers('blue')).toBe(first.version);
    expect(await answers('green')).toBeUndefined();
    await runtime.up('blue', first, deadline);
    const after = await runtime.instances('blue');
    expect(after).toHaveLength(1);
    // Anew means anew: the bake tells one run of a program from the next by it.
    expect(after[0]?.id).not.toBe(before?.id);
  }, 90_000);

  test('colours stand side by side, and one ends alone', async () => {
    const { runtime, second, answers } = subject();
    await runtime.fetch(second);
    await runtime.up('green', second, deadline);
    expect([await answers('blue'), await answers('green')]).toEqual([subject().first.version, second.version]);
    await runtime.stop('blue', 5);
    await runtime.stop('blue', 5);
    const [stopped] = await runtime.instances('blue');
    expect(stopped?.version).toBe(subject().first.version);
    expect(stopped?.status).not.toBe('running');
    expect([await answers('blue'), await answers('green')]).toEqual([undefined, second.version]);
  }, 60_000);

  test('a stopped colour comes back as it was, and one that runs is left alone', async () => {
    const { runtime, first, answers } = subject();
    await runtime.start('blue', deadline);
    const [started] = await runtime.instances('blue');
    expect(await answers('blue')).toBe(first.version);
    await runtime.start('blue', deadline);
    expect((await runtime.instances('blue'))[0]?.id).toBe(started?.id);
    expect(await runtime.logs(started ?? ({} as never))).not.toBe('');
  }, 60_000);

  test('an interruption at any point leaves what the next up makes good', async () => {
    const { open, shell, second, answers } = subject();
    for (const after of process.env['SLIPWAY_FULL'] ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18] : [1, 6]) {
      const lost = cutAfter(shell, after);
      const interrupted = await open(lost.shell);
      await interrupted.up('green', second, deadline).catch(() => {});
      if (!lost.cut()) break;
      await subject().runtime.up('green', second, deadline);
      expect(await states('green')).toEqual([expect.stringMatching(/running$/)]);
      expect(await answers('green')).toBe(second.version);
    }
  }, 180_000);

  test('a removed colour is gone, and the other one serves on', async () => {
    const { runtime, first, answers } = subject();
    await runtime.remove('green');
    await runtime.remove('green');
    expect(await runtime.instances('green')).toEqual([]);
    expect([await answers('blue'), await answers('green')]).toEqual([first.version, undefined]);
    await runtime.remove('blue');
    expect(await answers('blue')).toBeUndefined();
  }, 60_000);
}

/** A shell whose connection breaks before the nth program that it is to run. */
function cutAfter(shell: Shell, count: number): { shell: Shell; cut(): boolean } {
  let left = count;
  const spend = (): void => {
    left -= 1;
    if (left < 0) throw new Error('the connection is gone');
  };
  return {
    cut: () => left < 0,
    shell: {
      ...shell,
      where: shell.where,
      remote: shell.remote,
      start(argv, options) {
        spend();
        return shell.start(argv, options);
      },
      async run(argv, options) {
        spend();
        return shell.run(argv, options);
      },
      reach: (address) => shell.reach(address),
      close: async () => {},
    },
  };
}
