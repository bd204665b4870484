import type { Host, InputsOf, Result } from '@slipway/action';
import { maskSecret } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { contract } from './contract.ts';
import { secretPairs } from './pairs.ts';
import { runBuild } from './run-build.ts';
import { runTag } from './run-tag.ts';

export type BuildInputs = InputsOf<typeof contract>;

export interface BuildPorts extends Host {
  /** This machine: building on a server over SSH is not what this action does. */
  readonly shell: Shell;
}

export interface BuildResult extends Result<typeof contract> {
  /** repository@digest; empty where nothing was pushed. */
  readonly image: string;
  readonly digest: string;
  /** References with a tag that lead to the digest. */
  readonly tags: readonly string[];
}

export async function run(inputs: BuildInputs, ports: BuildPorts): Promise<BuildResult> {
  for (const { value } of secretPairs(inputs.secrets ?? '')) maskSecret(value);
  return inputs.mode === 'tag' ? runTag(inputs, ports) : runBuild(inputs, ports);
}
