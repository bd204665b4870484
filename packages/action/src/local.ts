import type { Contract, Problem } from './contract.ts';
import { badInputs, environmentName } from './inputs.ts';
import { nearest } from './nearest.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The inputs of a run without GitHub: `--name=value` or `--name value` on the command line, over `INPUT_*` variables as a runner sets them.
 * Secrets are refused on the command line, where every user of the machine can read them; `INPUT_SSH_KEY` works as well as `INPUT_SSH-KEY`,
 * because no shell can set the latter.
 * @throws Failure `bad-input`
 */
export function localEnvironment(contract: Contract, argv: readonly string[], env: Environment): Environment {
  const given: Record<string, string | undefined> = { ...settable(contract, env) };
  const problems: Problem[] = [];
  for (const { word, name, value } of parseOptions(contract, argv)) {
    const spec = contract.inputs[name];
    if (!spec) {
      const near = nearest(name, Object.keys(contract.inputs));
      problems.push({ input: word, message: `is not an input of ${contract.name}${near ? `; did you mean --${near}?` : ''}` });
    } else if (spec.secret) {
      const variable = environmentName(name).replaceAll('-', '_');
      problems.push({
        input: name,
        message: `is a secret, and command lines are visible to every user of the machine. Set ${variable} instead`,
      });
    } else given[environmentName(name)] = value;
  }
  if (problems.length > 0) throw badInputs(problems);
  return given;
}

function settable(contract: Contract, env: Environment): Environment {
  const result: Record<string, string | undefined> = { ...env };
  for (const variable of Object.keys(contract.inputs).map(environmentName)) {
    const plain = variable.replaceAll('-', '_');
    if (plain === variable) continue;
    result[variable] ??= env[plain];
    delete result[plain];
  }
  return result;
}

interface Option {
  readonly word: string;
  readonly name: string;
  readonly value: string;
}

function parseOptions(contract: Contract, argv: readonly string[]): Option[] {
  const options: Option[] = [];
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, name = word, inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (inline !== undefined) options.push({ word, name, value: inline });
    else if (words[0] !== undefined && !words[0].startsWith('--')) options.push({ word, name, value: words.shift() ?? '' });
    else options.push({ word, name, value: contract.inputs[name]?.type === 'boolean' ? 'true' : '' });
  }
  return options;
}
