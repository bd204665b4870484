import type { Contract, InputSpec, InputsOf, Problem } from './contract.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { Failure } from './failure.ts';
import { nearest } from './nearest.ts';

/** The name under which a runner passes an input: upper case, spaces to `_`, hyphens kept. */
export function environmentName(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

/**
 * Reads every input of the contract. All problems are reported in one failure: a person fixes a workflow once, not once per input.
 * @throws Failure `bad-input`
 */
export function readInputs<C extends Contract>(
  contract: C,
  env: Readonly<Record<string, string | undefined>>,
  check?: (inputs: InputsOf<C>) => readonly Problem[],
): InputsOf<C> {
  const problems: Problem[] = [...unknownInputs(contract, env)];
  const values: Record<string, unknown> = {};
  const mode = text(env, 'mode') ?? contract.inputs['mode']?.default;
  for (const [name, spec] of Object.entries(contract.inputs)) {
    const given = text(env, name) ?? defaultOf(spec);
    if (given === undefined) {
      if (spec.required || (mode !== undefined && spec.requiredIn?.includes(mode))) problems.push(missing(name, spec, mode));
      values[name] = spec.type === 'lines' ? [] : undefined;
      continue;
    }
    const parsed = parse(spec, given);
    if ('wrong' in parsed) problems.push({ input: name, message: `${parsed.wrong}. Example: ${example(name, spec)}` });
    else values[name] = parsed.value;
  }
  const inputs = values as InputsOf<C>;
  if (problems.length === 0 && check) problems.push(...check(inputs));
  if (problems.length > 0) throw badInputs(problems);
  return inputs;
}

/** An expression is the runner's to evaluate; where none did, on a person's machine, the value is empty. */
function defaultOf(spec: InputSpec): string | undefined {
  return spec.default?.startsWith('${{') ? '' : spec.default;
}

/** The failure for problems with inputs, one line for each. */
export function badInputs(problems: readonly Problem[]): Failure {
  const lines = problems.map((problem) => `- ${problem.input}: ${problem.message}`);
  const count = problems.length === 1 ? 'One input needs' : `${problems.length} inputs need`;
  return new Failure('bad-input', `${count} attention:\n${lines.join('\n')}\n`, { state: 'Nothing was changed.' });
}

function text(env: Readonly<Record<string, string | undefined>>, input: string): string | undefined {
  const value = env[environmentName(input)];
  return value === undefined || value.trim() === '' ? undefined : value;
}

function missing(name: string, spec: InputSpec, mode: string | undefined): Problem {
  const when = spec.required ? '' : ` with mode ${mode}`;
  const hint = spec.secret ? ' A secret that does not exist, or is not visible to this job, arrives empty.' : '';
  return { input: name, message: `is required${when}, and is missing or empty.${hint} Example: ${example(name, spec)}` };
}

function example(name: string, spec: InputSpec): string {
  return spec.example.includes('\n') ? `${name}: |\n    ${spec.example.replaceAll('\n', '\n    ')}` : `${name}: ${spec.example}`;
}

/** The value as errors may show it: never a secret's. */
function shown(spec: InputSpec, value: string): string {
  if (spec.secret) return `a value of ${value.length} characters`;
  const line = value.split('\n')[0] ?? '';
  return `'${line.length > 60 ? `${line.slice(0, 57)}...` : line}'`;
}

function parse(spec: InputSpec, given: string): { value: unknown } | { wrong: string } {
  const value = spec.type === 'text' || spec.type === 'lines' ? given : given.trim();
  switch (spec.type) {
    case 'boolean':
      if (/^(true|false)$/i.test(value)) return { value: value.toLowerCase() === 'true' };
      return { wrong: `${shown(spec, value)} is neither true nor false` };
    case 'integer': {
      const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
      return inRange(spec, number) ? { value: number } : { wrong: `${shown(spec, value)} is not a whole number${range(spec)}` };
    }
    case 'duration': {
      const ms = parseDuration(value);
      return ms !== undefined && inRange(spec, ms)
        ? { value: ms }
        : { wrong: `${shown(spec, value)} is not a duration ${durations(spec)}` };
    }
    case 'choice': {
      if (spec.choices?.includes(value)) return { value };
      const near = nearest(value, spec.choices ?? []);
      return { wrong: `${shown(spec, value)} is none of ${spec.choices?.join(', ')}${near ? `; did you mean ${near}` : ''}` };
    }
    case 'lines':
      return {
        value: value
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '' && !line.startsWith('#')),
      };
    case 'string':
      return /\p{Cc}/u.test(value) ? { wrong: 'has line breaks or control characters; it takes one line' } : { value };
    case 'text':
      return { value };
  }
}

function inRange(spec: InputSpec, number: number): boolean {
  return Number.isFinite(number) && number >= (spec.minimum ?? 0) && number <= (spec.maximum ?? Number.MAX_SAFE_INTEGER);
}

function range(spec: InputSpec): string {
  return spec.maximum === undefined ? ` of ${spec.minimum ?? 0} or more` : ` from ${spec.minimum ?? 0} to ${spec.maximum}`;
}

function durations(spec: InputSpec): string {
  if (spec.maximum !== undefined) return `from ${formatDuration(spec.minimum ?? 0)} to ${formatDuration(spec.maximum)}`;
  return `${spec.minimum ? `of ${formatDuration(spec.minimum)} or more, ` : ''}such as 90s, 5m or 1h30m`;
}

function unknownInputs(contract: Contract, env: Readonly<Record<string, string | undefined>>): Problem[] {
  const known = new Map(Object.keys(contract.inputs).map((name) => [environmentName(name), name]));
  const problems: Problem[] = [];
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith('INPUT_') || known.has(variable) || !env[variable]) continue;
    const written = variable.slice('INPUT_'.length).toLowerCase();
    const near = nearest(written, Object.keys(contract.inputs));
    if (near) problems.push({ input: written, message: `is not an input of ${contract.name}; did you mean ${near}?` });
  }
  return problems;
}
