import { environmentName, readInputs } from '@slipway/action';
import { check, contract } from '../src/contract.ts';
import type { BuildInputs } from '../src/run.ts';

/** Inputs as a workflow would write them, through the contract and its check. */
export function inputsOf(given: Readonly<Record<string, string>>): BuildInputs {
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [environmentName(name), value]));
  return readInputs(contract, env, check);
}
