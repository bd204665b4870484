import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Contract, commonOutputs } from '@slipway/action';
import { root } from '../../../script/lib/workspace.ts';
import type { Actions } from './rules/all.ts';
import { secretInputs } from './rules/secrets.ts';

/** What the contracts of this work tree say. */
export async function loadActions(): Promise<Actions> {
  const names = readdirSync(join(root, 'actions')).filter((name) => existsSync(join(root, 'actions', name, 'src/contract.ts')));
  const contracts: Record<string, Contract> = {};
  for (const name of names) {
    const module = (await import(pathToFileURL(join(root, 'actions', name, 'src/contract.ts')).href)) as { contract: Contract };
    contracts[name] = module.contract;
  }
  return {
    isSecretInput: secretInputs(contracts),
    outputsOf: (action) => contracts[action] && Object.keys({ ...contracts[action].outputs, ...commonOutputs }),
  };
}
