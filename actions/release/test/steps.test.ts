import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import { refuseBreaking } from '../src/steps.ts';

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
});
