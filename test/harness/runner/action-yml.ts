import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The product's own YAML parser, whichever node_modules holds it. */
const { load } = createRequire(new URL('../../../packages/config/package.json', import.meta.url))('js-yaml') as {
  load(text: string): unknown;
};

export interface ActionFile {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly using: string;
  /** Absolute path of the bundle. */
  readonly main: string;
}

/** @throws Error where the file or its bundle is missing */
export function readActionFile(path: string): ActionFile {
  const parsed = parseYaml(readFileSync(path, 'utf8')) as Omit<ActionFile, 'using' | 'main'> & { runs: { using: string; main: string } };
  const main = join(dirname(path), parsed.runs.main);
  if (!existsSync(main)) throw new Error(`${main} is missing: run script/build`);
  return { name: parsed.name, inputs: parsed.inputs ?? {}, outputs: parsed.outputs ?? {}, using: parsed.runs.using, main };
}

export function parseYaml(text: string): unknown {
  return load(text);
}

/**
 * `INPUT_*` as the runner sets it: what the step gives, over the defaults of action.yml, in which it evaluates expressions. Every input of the file
 * gets a variable, an empty one where there is no default; `required` is not enforced.
 */
export function inputEnvironment(
  file: ActionFile,
  given: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, { default: text = '' }] of Object.entries(file.inputs)) values[name] = evaluate(String(text), github);
  Object.assign(values, given);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
}

function evaluate(text: string, github: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const [, property] = /^github\.([a-z_]+)$/.exec(expression) ?? [];
    if (!property) throw new Error(`The harness evaluates no expression but github.*: ${expression}`);
    return github[property] ?? '';
  });
}
