import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '@slipway/action';
import { parseConfig, settingsFor } from './config.ts';
import type { Config, Settings } from './schema.ts';

/**
 * The Slipway file at a path of the checkout.
 * @throws Failure `config-missing`, `config-invalid`
 */
export async function readConfig(path: string, workspace: string): Promise<Config> {
  return parseConfig(await read(path, workspace), path);
}

/**
 * What the Slipway file at a path of the checkout says for one environment.
 * @throws Failure `config-missing`, `config-invalid`, `unknown-environment`
 */
export async function readSettings(path: string, environment: string | undefined, workspace: string): Promise<Settings> {
  return settingsFor(await readConfig(path, workspace), environment, path);
}

async function read(path: string, workspace: string): Promise<string> {
  try {
    return await readFile(resolve(workspace, path), 'utf8');
  } catch (cause) {
    throw new Failure('config-missing', `${path} cannot be read in ${workspace}.`, {
      state: 'Nothing was changed.',
      hint: 'Check the input config, and that a step before this one checks the repository out.',
      cause,
    });
  }
}
