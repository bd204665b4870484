import { type Ask, program } from './program/index.ts';

/**
 * Tries the interpreters in turn: 43 is the program's word for "what I need is not in this one". Everything travels as arguments, so no standard
 * input is needed on the way through engines and connections; nothing in it is secret.
 */
const launcher = [
  'program=$1 ask=$2 code=44; shift 2',
  'for python in "$@"; do',
  '  command -v "$python" >/dev/null 2>&1 || continue',
  '  "$python" -c "$program" "$ask" </dev/null; code=$?',
  '  [ "$code" -eq 43 ] || exit "$code"',
  'done',
  'exit "$code"',
].join('\n');

/** Exit codes of the launcher besides those of the program. */
export const noAlembic = 43;
export const noPython = 44;

const usual = [
  'python',
  'python3',
  '.venv/bin/python',
  'venv/bin/python',
  '/app/.venv/bin/python',
  '/opt/venv/bin/python',
  '/venv/bin/python',
];

/** Interpreters to try: a named one alone; otherwise the usual ones, those beside alembic.ini included. */
export function interpreters(python: string, ini: string): readonly string[] {
  if (python !== 'python') return [python];
  const folder = ini.includes('/') ? ini.slice(0, ini.lastIndexOf('/')) : '';
  return folder ? [...usual, `${folder}/.venv/bin/python`, `${folder}/venv/bin/python`] : usual;
}

/** The argument vector that runs the program, Alembic's unless said, where its module is. */
export function launch(ask: Ask, python: string, text: string = program): readonly string[] {
  return ['sh', '-c', launcher, 'sh', text, JSON.stringify(ask), ...interpreters(python, ask.ini)];
}
