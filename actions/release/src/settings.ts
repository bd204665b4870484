import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { badInputs, checkTarget, Failure, type InputsOf, type RunContext, type TargetInputs } from '@slipway/action';
import { parseConfig, type Settings, settingsFor } from '@slipway/config';
import type { contract } from './contract.ts';

export type Inputs = InputsOf<typeof contract>;

/** The Slipway file and the inputs as one: inputs win. */
export interface Plan {
  readonly settings: Settings;
  readonly target: TargetInputs;
  readonly version: string;
  /** The version was not given but taken from the commit. */
  readonly derivedVersion: boolean;
}

/** @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input` */
export async function makePlan(inputs: Inputs, context: RunContext): Promise<Plan> {
  const settings = settingsFor(parseConfig(await read(inputs.config, context), inputs.config), inputs.environment, inputs.config);
  const target: TargetInputs = {
    host: inputs.host ?? settings.host,
    port: inputs.port ?? settings.port ?? 22,
    username: inputs.username ?? settings.username ?? 'deploy',
    'ssh-key': inputs['ssh-key'],
    'known-hosts': inputs['known-hosts'],
  };
  const problems = checkTarget(target);
  if (problems.length > 0) throw badInputs(problems);
  const version = inputs.version ?? context.sha;
  if (version === '' && inputs.mode === 'release') {
    throw badInputs([
      { input: 'version', message: 'is needed where there is no commit of a run to take it from. Example: version: 1.4.0' },
    ]);
  }
  return { settings, target, version, derivedVersion: inputs.version === undefined };
}

async function read(path: string, context: RunContext): Promise<string> {
  try {
    return await readFile(resolve(context.workspace, path), 'utf8');
  } catch (cause) {
    throw new Failure('config-missing', `${path} cannot be read in ${context.workspace}.`, {
      state: 'Nothing was changed.',
      hint: 'Check the input config, and that a step before this one checks the repository out.',
      cause,
    });
  }
}
