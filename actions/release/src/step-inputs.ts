import { type Contract, environmentName, type InputsOf, type Problem, readInputs } from '@slipway/action';
import { contract as switchContract } from '@slipway/blue-green-switch';
import type { ImageConfig } from '@slipway/config';
import type { Inputs, Plan } from './settings.ts';

type Given = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * The inputs of one of the six actions, with its own defaults and its own checks: a release can hand a step nothing that a workflow could not.
 * @throws Failure `bad-input`
 */
export function inputsFor<C extends Contract>(contract: C, given: Given, check?: (inputs: InputsOf<C>) => readonly Problem[]): InputsOf<C> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!(name in contract.inputs)) throw new Error(`${contract.name} has no input ${name}`);
    env[environmentName(name)] = Array.isArray(value) ? value.join('\n') : String(value);
  }
  return readInputs(contract, env, check);
}

/** Inputs that say which application on which server; what an action does not have is left out. */
export function placeInputs(plan: Plan): Given {
  const { settings } = plan;
  return { 'project-name': settings.project, 'compose-file': settings['compose-file'], directory: settings.directory };
}

export function registryInputs(inputs: Inputs): Given {
  return { 'registry-username': inputs['registry-username'], 'registry-password': inputs['registry-password'] };
}

export function buildInputs(inputs: Inputs, plan: Plan, image: ImageConfig): Given {
  const pairs = (record: Readonly<Record<string, unknown>> | undefined): string[] =>
    Object.entries(record ?? {}).map(([name, value]) => `${name}=${value}`);
  return {
    image: image.image,
    context: image.context,
    file: image.file,
    target: image.target,
    version: plan.version,
    'build-args': pairs(image['build-args']).map((line) => line.replaceAll('{{version}}', () => plan.version)),
    'build-contexts': pairs(image['build-contexts']),
    ...registryInputs(inputs),
  };
}

/** A version as a tag may be written: 128 characters of a small set, not starting with a dot or dash. */
export function tagOf(version: string): string {
  return (
    version
      .replaceAll(/[^\w.-]/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 128) || 'release'
  );
}

/** What the switch is to do for this application, whatever the mode. */
export function switchInputs(inputs: Inputs, plan: Plan, given: Given): InputsOf<typeof switchContract> {
  return inputsFor(switchContract, {
    timeout: `${inputs.timeout}ms`,
    ...placeInputs(plan),
    ...registryInputs(inputs),
    ...plan.settings.switch,
    ...given,
  });
}
