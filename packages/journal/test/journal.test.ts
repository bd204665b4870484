import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { localShell } from '@slipway/shell';
import { Journal, parseEntries, phaseOf, transactions } from '../src/index.ts';
import { startOwner } from './owner.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-journal-'));
  path = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (fence = 1): Promise<Journal> => Journal.open(localShell(), folder, fence);

describe('a journal', () => {
  test('holds what was written, in order, for the next reader', async () => {
    const journal = await open(7);
    await journal.write('r1', 'pull', 'intent', { image: 'app:ü\n"quoted"\u2028\u0007', '👍': 'ok' });
    await journal.write('r1', 'pull', 'done');
    expect((await open()).entries).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        fence: 7,
        transaction: 'r1',
        step: 'pull',
        phase: 'intent',
        data: { image: 'app:ü\n"quoted"\u2028\u0007', '👍': 'ok' },
      },
      { at: expect.any(String), fence: 7, transaction: 'r1', step: 'pull', phase: 'done' },
    ]);
    expect(journal.entries).toEqual((await open()).entries);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  });

  test('is empty where there is none', async () => {
    expect((await open()).entries).toEqual([]);
  });

  test.each(['{"at":"2026', '{"at":"2026-01-01","fence":1,"transaction":"r0","step":"x"', '\u0000\u0000\u0000'])(
    'passes over a torn last line %j, and goes on behind it',
    async (torn) => {
      await (await open()).write('r1', 'one', 'done');
      appendFileSync(path, torn);
      const journal = await open();
      expect(journal.entries.map(({ step }) => step)).toEqual(['one']);
      await journal.write('r1', 'two', 'done');
      expect((await open()).entries.map(({ step }) => step)).toEqual(['one', 'two']);
      expect(readFileSync(path, 'utf8')).toContain(`${torn}\n`);
    },
  );

  test('torn at any byte it loses the last entry at most', async () => {
    const journal = await open();
    for (const step of ['one', 'two', 'three']) await journal.write('r1', step, 'done', { text: 'é' });
    const whole = readFileSync(path);
    const lastBegins = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let length = lastBegins; length <= whole.length; length++) {
      truncateSync(path, length);
      const steps = parseEntries(readFileSync(path, 'utf8')).map(({ step }) => step);
      expect(steps).toEqual(length >= whole.length - 1 ? ['one', 'two', 'three'] : ['one', 'two']);
      writeFileSync(path, whole);
    }
  });

  test('lines that are no entries are passed over', () => {
    expect(parseEntries('null\n1\n"x"\n[]\n{}\n{"step":1,"transaction":"a"}\n\n{"step":"s","transaction":"t"}\n')).toEqual([
      { step: 's', transaction: 't' },
    ]);
  });

  test('a large entry arrives whole', async () => {
    await (await open()).write('r1', 'big', 'done', { text: 'x\n'.repeat(300_000) });
    expect((await open()).entries[0]?.data).toEqual({ text: 'x\n'.repeat(300_000) });
  });

  test('that cannot be written is a failure, before anything is done', async () => {
    const journal = await Journal.open(localShell(), join(folder, 'none'), 1);
    let done = false;
    const act = async (): Promise<undefined> => {
      done = true;
    };
    await expect(journal.step('r1', 's', {}, act)).rejects.toMatchObject({ reason: 'program-failed' });
    expect([done, journal.entries]).toEqual([false, []]);
  });

  test('survives SIGKILL of its writer at any moment: every intent before its change, every step once', async () => {
    for (const after of [0, 1, 3]) {
      const owner = startOwner(folder, `k${after}`, { task: 'steps', ttl: 2000, wait: 20_000 });
      await owner.until((event) => event.step === after);
      await owner.kill();
      const said = owner.events.filter((event) => event.step !== undefined).length;
      const own = parseEntries(readFileSync(path, 'utf8')).filter(({ transaction }) => transaction === `release k${after}`);
      expect(own.filter(({ phase }) => phase === 'done').length).toBeGreaterThanOrEqual(said);
      own.forEach((entry, index) => {
        expect([entry.step, entry.phase]).toEqual([`step ${Math.floor(index / 2)}`, index % 2 === 0 ? 'intent' : 'done']);
      });
    }
    const fences = parseEntries(readFileSync(path, 'utf8')).map(({ fence }) => fence);
    expect([...fences].sort((a, b) => a - b)).toEqual(fences);
    expect(new Set(fences).size).toBe(3);
  }, 90_000);
});

describe('a step', () => {
  test('writes intent, acts, and writes what came of it', async () => {
    const journal = await open();
    const phases: (string | undefined)[] = [];
    const result = await journal.step('r1', 'switch', { to: 'green' }, async () => {
      phases.push(journal.entries.at(-1)?.phase);
      return { live: 'green' };
    });
    expect(result).toEqual({ live: 'green' });
    expect(phases).toEqual(['intent']);
    expect(journal.entries.map(({ phase, data }) => [phase, data])).toEqual([
      ['intent', { to: 'green' }],
      ['done', { live: 'green' }],
    ]);
  });

  test('that fails leaves its reason, and the failure goes on', async () => {
    const journal = await open();
    const failure = new Failure('unhealthy', `no: ${'x'.repeat(1000)}`);
    await expect(journal.step('r1', 'start', {}, () => Promise.reject(failure))).rejects.toBe(failure);
    await expect(journal.step('r1', 'start', {}, () => Promise.reject(new TypeError('oops')))).rejects.toThrow('oops');
    const failed = journal.entries.filter(({ phase }) => phase === 'failed');
    expect(failed.map(({ data }) => [data?.['reason'], String(data?.['message']).length])).toEqual([
      ['unhealthy', 500],
      ['internal-error', 4],
    ]);
  });
});

test('transactions know whether and how they ended', () => {
  const entry = (transaction: string, step: string, phase: 'intent' | 'done' | 'failed', data?: object): string =>
    JSON.stringify({ at: '', fence: 1, transaction, step, phase, data });
  const [first, second] = transactions(
    parseEntries(
      [
        entry('a', 'switch', 'intent'),
        entry('a', 'switch', 'done'),
        entry('b', 'switch', 'intent'),
        entry('a', 'end', 'done', { outcome: 'released' }),
      ].join('\n'),
    ),
  );
  expect([first?.id, first?.outcome, second?.id, second?.outcome]).toEqual(['a', 'released', 'b', undefined]);
  expect([phaseOf(first, 'switch'), phaseOf(second, 'switch'), phaseOf(second, 'pull'), phaseOf(undefined, 'x')]).toEqual([
    'done',
    'intent',
    undefined,
    undefined,
  ]);
});
