import { rmSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { newFolder } from '../fixture.ts';
import { openPlaces, prefix } from './places.ts';

test('who has to wait for another run says so once, and a timeout says what it was waiting for', async () => {
  const destination = newFolder();
  const over = new AbortController();
  const [first, second, third] = [
    await openPlaces({ destination }),
    await openPlaces({ destination }),
    await openPlaces({ destination }, undefined, over.signal),
  ];
  const words = `Waiting for another run that works on the backups ${prefix} in ${destination} on this machine, 60 s at most.`;
  const said = (lines: readonly string[]): number => lines.filter((line) => line.includes(words)).length;
  const held = await first.store.hold(prefix);
  const waiting = second.store.hold(prefix);
  const late = third.store.hold(prefix).catch((error: unknown) => error as Failure);
  while (said(second.ports.lines) === 0 || said(third.ports.lines) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  over.abort(new Failure('timeout', 'The action did not end within its timeout of 4.0 s.', { hint: 'Raise the input timeout.' }));
  expect(await late).toMatchObject({
    reason: 'timeout',
    text: `The action did not end within its timeout of 4.0 s. ${words} Nothing was changed. Raise the input timeout.`,
  });
  await held.release();
  await (await waiting).release();
  expect([first, second, third].map(({ ports }) => said(ports.lines))).toEqual([0, 1, 1]);
  rmSync(destination, { recursive: true });
});
