import { Failure } from '@slipway/action';
import type { Finished } from '@slipway/shell';
import type { Trouble } from '../answer.ts';
import { titleOf } from '../apply.ts';
import { openParser } from '../classify/parse.ts';
import type { Plan } from '../plan.ts';
import { linesWithoutValues } from '../program/values.ts';
import type { Work } from '../work.ts';
import type { Known } from './adapter.ts';
import { isLoose, leavesTrace, readScript, type Script } from './script.ts';

/** Lines of a stack of Rust's. */
const trace = /^\s+(?:\d+: [\w:\s]+$|with \w+=|at [\w/.-]+\.rs:\d+)/;

/** For people: an error may stand far above the last lines, which are a stack then. */
export function tellingLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !trace.test(line));
  if (lines.length <= 8) return linesWithoutValues(lines.join('\n'));
  const named = lines.filter((line) => /error|timeout|failed/i.test(line)).slice(0, 4);
  return linesWithoutValues([...new Set([...named, ...lines.slice(-4)])].join('\n'));
}

/** The server's own words, in any tool's output, for a lock that was waited for too long. */
const lockWords = /\b55P03\b|canceling statement due to lock timeout/;

type Explain = (path: string, script: Script) => Partial<Trouble>;

interface Words {
  readonly output: string;
  readonly said: string;
  /** Whether it may be committed although its tool's table does not say so. */
  readonly unmarked?: boolean;
}

export async function troubleOf(
  suspects: readonly Known[],
  plan: Plan,
  { output, said, unmarked = false }: Words,
  explain: Explain,
): Promise<Trouble> {
  const sqlstate = lockWords.test(output) ? '55P03' : undefined;
  const parse = await openParser();
  const scripts = suspects.map((one) => {
    const text = plan.direction === 'upgrade' ? one.sql : one.down;
    const script = readScript(text ?? '', parse);
    return { path: one.path, loose: isLoose(one, plan.direction, parse) || (unmarked && !leavesTrace(script)), script };
  });
  const [only, ...others] = scripts;
  const revision = others.length === 0 ? suspects[0]?.id : undefined;
  const loose = scripts.length === 0 || scripts.some((one) => one.loose);
  const base = { phase: 'migration', type: '', message: said, sqlstate, statement: undefined, place: undefined, revision, loose };
  return { ...base, ...(only && others.length === 0 ? explain(only.path, only.script) : {}) };
}

export function isMissing({ code, stderr }: Finished): boolean {
  return (code === 127 || code === 126) && /not found|no such file|permission denied/i.test(stderr);
}

export function missing(work: Work, title: string): Failure {
  return new Failure('no-tool', `${title} is not in ${work.transport.where}, or cannot be started there.`, {
    hint: `Check that ${work.inputs.transport === 'local' ? 'it is installed' : 'the image has it'}; the input tool-command says how it is started.`,
  });
}

export function failureOf({ sqlstate, place }: Trouble, plan: Plan, how: string, said: string, at: string | undefined): Failure {
  const what = at === undefined ? 'The migration' : `The migration ${titleOf(plan, at)}`;
  const code = sqlstate ? ` (SQLSTATE ${sqlstate})` : '';
  return new Failure(
    'failed-clean',
    `${what} failed${place ? ` at ${place.path}:${place.line}` : ''}${code}: ${how}${said ? `:\n${said}\n` : '.'}`,
  );
}
