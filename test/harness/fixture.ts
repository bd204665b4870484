import { fileURLToPath } from 'node:url';
import { runScript, type StepOptions, type StepResult } from './action.ts';

const sources = fileURLToPath(new URL('sources.mjs', import.meta.url));

/** Flags for a Node that runs the packages' TypeScript sources directly. */
export const sourceFlags = ['--disable-warning=ExperimentalWarning', '--import', sources];

/** Runs a TypeScript file of a test as a step of a runner; `inputs` get their names as a runner gives them, and no default. */
export function runFixture(file: URL, options: StepOptions & { readonly args?: readonly string[] } = {}): Promise<StepResult> {
  const inputs = Object.entries(options.inputs ?? {}).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]);
  return runScript([...sourceFlags, fileURLToPath(file), ...(options.args ?? [])], Object.fromEntries(inputs), undefined, options);
}
