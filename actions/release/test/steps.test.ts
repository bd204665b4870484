import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import { refuseBreaking, schemaGate } from '../src/steps.ts';

describe('the gate before the migrations', () => {
  it.each<[string, boolean, boolean]>([
    ['true', false, false],
    ['unknown', false, false],
    ['false', true, false],
    ['false', false, true],
  ])('old code compatible %s, allow-contract %s: refused %s', (compatible, allowed, refused) => {
    const ask = (): void => refuseBreaking(compatible, allowed);
    if (!refused) return expect(ask).not.toThrow();
    expect(ask).toThrow(Failure);
    return expect(ask).toThrow(/cannot work with it/);
  });

  it.each<[string, boolean, readonly string[]]>([
    ['true', true, []],
    ['unknown', true, []],
    ['false', true, ['schema false']],
    ['false', false, []],
  ])('of %s, allow-contract %s, writes down %j before anything is changed', async (compatible, allowed, expected) => {
    const written: string[] = [];
    const session = {
      step: async <T extends Readonly<Record<string, unknown>> | undefined>(
        name: string,
        _: unknown,
        act: () => Promise<T>,
      ): Promise<T> => {
        const told = await act();
        written.push(`${name} ${String(told?.['oldCodeCompatible'])}`);
        return told;
      },
    };
    await schemaGate(session, allowed)(compatible).catch(() => {});
    expect(written).toEqual(expected);
  });
});
