import { Failure, nearest } from '@slipway/action';
import { nearestPosition, parseYaml, positionsOf } from '@slipway/config/yaml';
import type { Plan, PlannedCheck } from '../planned.ts';
import { checkFields } from './fields.ts';
import { mergeKeys } from './merge-keys.ts';
import { isMapping, type Notes, type Path, readFields } from './read-fields.ts';
import { type Surroundings, toCheck } from './to-check.ts';

interface Found {
  readonly path: Path;
  readonly message: string;
}

/**
 * The checks of a file in the form of gatus: `endpoints:`, or a bare list.
 * @throws Failure `checks-invalid`, `bad-condition` with every problem at its line
 */
export async function readChecks(source: string, file: string, around: Surroundings): Promise<Plan> {
  const value = mergeKeys(parseYaml(source, file, 'checks-invalid'));
  const problems: (Found & { readonly condition?: boolean })[] = [];
  const ignored = new Map<string, Path>();
  const notes: Notes = {
    problem: (path, message) => void problems.push({ path, message }),
    ignored: (path) => void ignored.set(path.filter((step) => typeof step === 'string').join('.'), path),
  };
  const positions = positionsOf(source);
  const lineOf = (path: Path): number => nearestPosition(positions, path).line;
  const list = listOf(value, notes);
  const checks: PlannedCheck[] = [];
  const names = new Set<string>();
  let left = 0;
  for (const { item, path } of list) {
    const read = readFields(item, checkFields, path, notes);
    if (read.enabled === false) {
      left++;
      continue;
    }
    const planned = await toCheck(read, path, {
      ...around,
      notes,
      condition: (at, message) => void problems.push({ path: at, message, condition: true }),
    });
    if (planned === undefined) continue;
    if (names.has(planned.name)) notes.problem([...path, 'name'], `another check is named ${planned.name} too`);
    names.add(planned.name);
    const lines = (planned.conditions ?? []).map(({ text }, index) => [text, lineOf([...path, 'conditions', index])] as const);
    checks.push({ check: planned, place: { file, line: lineOf(path), conditions: new Map(lines) } });
  }
  if (problems.length > 0) throw failure(problems, file, (path) => nearestPosition(positions, path));
  if (checks.length === 0) throw new Failure('checks-invalid', `${file} has no check that is enabled.`, { state: 'Nothing was asked.' });
  return {
    checks,
    warnings: warningsOf(
      file,
      [...ignored].map(([key, path]) => `${key} (line ${lineOf(path)})`),
      left,
    ),
  };
}

function listOf(value: unknown, notes: Notes): readonly { readonly item: unknown; readonly path: Path }[] {
  if (isMapping(value)) {
    const { endpoints } = value;
    // gatus passes over every other key too, and files keep what they repeat under names of their own.
    const others = Object.keys(value).filter((key) => key !== 'endpoints');
    for (const key of others) notes.ignored([key]);
    const near = endpoints === undefined ? others.find((key) => nearest(key, ['endpoints'])) : undefined;
    if (!Array.isArray(endpoints)) notes.problem([], `endpoints must be a list of checks${near ? `; did you mean it by ${near}` : ''}`);
    return (Array.isArray(endpoints) ? (endpoints as readonly unknown[]) : []).map((item, index) => ({ item, path: ['endpoints', index] }));
  }
  if (!Array.isArray(value)) notes.problem([], 'the file must be a list of checks, or a mapping with the list endpoints');
  return (Array.isArray(value) ? (value as readonly unknown[]) : []).map((item, index) => ({ item, path: [index] }));
}

function warningsOf(file: string, ignored: readonly string[], left: number): readonly string[] {
  return [
    ...(ignored.length > 0 ? [`${file} has keys that mean nothing to a gate and were passed over: ${ignored.join(', ')}.`] : []),
    ...(left > 0
      ? [`${file} has ${left === 1 ? 'a check' : `${left} checks`} with enabled: false, which ${left === 1 ? 'was' : 'were'} not asked.`]
      : []),
  ];
}

function failure(
  problems: readonly (Found & { readonly condition?: boolean })[],
  file: string,
  position: (path: Path) => { readonly line: number; readonly column: number },
): Failure {
  const placed = problems.map(({ path, message }) => ({ ...position(path), message })).toSorted((a, b) => a.line - b.line);
  const lines = placed.map(({ line, column, message }) => `- ${file}:${line}:${column} ${message}`);
  const reason = problems.every(({ condition }) => condition) ? 'bad-condition' : 'checks-invalid';
  return new Failure(reason, `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}\n`, {
    state: 'Nothing was asked.',
    // The last of ten is the one that ends the step.
    annotations: placed.slice(0, 9).map(({ line, message }) => ({ level: 'error', file, line, message })),
  });
}
