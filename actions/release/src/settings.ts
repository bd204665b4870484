import { badInputs, checkTarget, type InputsOf, type Problem, type RunContext, type TargetInputs } from '@slipway/action';
import { commonSettings, readConfig, readSettings, type Settings } from '@slipway/config';
import type { contract } from './contract.ts';
import { imagesOf } from './digests.ts';

export type Inputs = InputsOf<typeof contract>;

/** The Slipway file and the inputs as one: inputs win. */
export interface Plan {
  readonly settings: Settings;
  readonly target: TargetInputs;
  readonly version: string;
  /** The version is no other word than the commit. */
  readonly derivedVersion: boolean;
  /** Full commit of the release; empty where none is known. */
  readonly commit: string;
  /** Service to image by digest, where they were given; otherwise they are built. */
  readonly images: Readonly<Record<string, string>> | undefined;
}

/** @throws Failure `config-missing`, `config-invalid`, `unknown-environment`, `bad-input` */
export async function makePlan(inputs: Inputs, context: RunContext): Promise<Plan> {
  const settings = await settingsFor(inputs, context.workspace);
  const target: TargetInputs = {
    host: inputs.host ?? settings.host,
    port: inputs.port ?? settings.port ?? 22,
    username: inputs.username ?? settings.username ?? 'deploy',
    'ssh-key': inputs['ssh-key'],
    'known-hosts': inputs['known-hosts'],
  };
  const commit = inputs.commit ?? context.sha;
  const version = inputs.version ?? (inputs.mode === 'rollback' ? '' : commit);
  const { images, problems } = inputs.digests === undefined ? { images: undefined, problems: [] } : imagesOf(inputs.digests, settings);
  const all = [...problems, ...checkPlace(inputs, settings, target), ...checkCommit(inputs, version)];
  if (all.length > 0) throw badInputs(all);
  return { settings, target, version, derivedVersion: version === commit, commit, images };
}

/** An image belongs to no environment, so mode build asks for none: what an environment sets for itself cannot weaken its scan. */
async function settingsFor(inputs: Inputs, workspace: string): Promise<Settings> {
  if (inputs.mode === 'build') return commonSettings(await readConfig(inputs.config, workspace));
  return readSettings(inputs.config, inputs.environment, workspace);
}

/** A plan needs no server, and neither does a platform that is deployed to by a command. */
function checkPlace(inputs: Inputs, settings: Settings, target: TargetInputs): readonly Problem[] {
  if (inputs.mode === 'plan' || inputs.mode === 'build') return [];
  if (settings.command === undefined) return checkTarget(target);
  if (settings.smoke === false && inputs.mode === 'release') {
    return [
      { input: 'config', message: `has a command for ${settings.environment} but no smoke check, so nothing would prove the release` },
    ];
  }
  return [];
}

function checkCommit(inputs: Inputs, version: string): Problem[] {
  const problems: Problem[] = [];
  if (version === '' && (inputs.mode === 'release' || inputs.mode === 'build')) {
    problems.push({ input: 'version', message: 'is needed where there is no commit of a run to take it from. Example: version: 1.4.0' });
  }
  if (!/^[A-Za-z0-9_.+-]{0,128}$/.test(version)) {
    problems.push({
      input: 'version',
      message: 'takes up to 128 letters, digits and . _ + -, because it becomes a tag and a label. Example: 1.4.0',
    });
  }
  if (inputs.commit !== undefined && !/^[0-9a-f]{40}$/.test(inputs.commit)) {
    problems.push({ input: 'commit', message: 'is no full commit of 40 digits. Example: ${{ github.sha }}' });
  }
  return problems;
}
