import { randomUUID } from 'node:crypto';
import { Failure, formatDuration } from '@slipway/action';
import { lastLines } from '@slipway/shell';
import { type Facts, type Message, readLine } from './answer.ts';
import { launch, noAlembic, noPython } from './launcher.ts';
import type { Ask } from './program/index.ts';
import { explain } from './trouble.ts';
import type { Work } from './work.ts';

const unchanged = 'Nothing was changed.';

export type Question = Pick<Ask, 'direction' | 'target'> & Partial<Pick<Ask, 'connect' | 'fingerprint' | 'sql' | 'key' | 'end'>>;

/** The database and the history as they are now. @throws Failure with a reason of the contract */
export function probe(work: Work, question: Question): Promise<Facts> {
  return work.tool.probe(work, question);
}

/** The same by a program beside the team's own code, which answers for itself. */
export async function probeProgram(work: Work, question: Question): Promise<Facts> {
  const messages: Message[] = [];
  const code = await converse(
    work,
    { task: 'probe', connect: true, fingerprint: false, sql: false, key: null, end: false, capture: false, expect: [], ...question },
    (message) => messages.push(message),
  );
  for (const message of messages) {
    if (message.kind === 'answer') return withOffline(message.facts, messages);
    if (message.kind === 'failure') throw explain(message.trouble, work, { state: unchanged });
  }
  throw new Failure('broken-environment', `The application ended with exit code ${code} in ${work.transport.where} before it answered.`, {
    state: unchanged,
    hint: `It ended the interpreter while it was imported. Try: ${work.transport.command(['current'])}`,
  });
}

function withOffline(facts: Facts, messages: readonly Message[]): Facts {
  const told = messages.find((message) => message.kind === 'offline');
  return told ? { ...facts, offline: told.offline } : facts;
}

type Request = Omit<Ask, 'mark' | 'ini' | 'lockTimeout' | 'run'>;

/**
 * Runs the program beside Alembic and passes on what it says. Lines that are not its own go to `onOutput`.
 * @returns the exit code
 * @throws Failure `no-alembic`, `compose-failed`, `timeout`, `cancelled` …
 */
export async function converse(
  work: Work,
  request: Request,
  onMessage: (message: Message) => void,
  onOutput: (line: string) => void = () => {},
): Promise<number> {
  const mark = randomUUID();
  const { inputs, tool } = work;
  const ask: Ask = {
    ...request,
    mark,
    ini: tool.program === undefined ? inputs['alembic-ini'] : (inputs['tool-command'][0] ?? ''),
    lockTimeout: inputs['ddl-lock-timeout'],
    run: work.runName,
  };
  let heard = false;
  const deadline = work.remaining(request.task === 'probe' ? probeLimit : undefined);
  const onLine = (line: string): void => {
    const message = readLine(line, mark);
    heard ||= message !== undefined;
    if (message) onMessage(message);
    else if (!line.includes(mark)) onOutput(line);
  };
  const call = { title: tool.title, deadline, signal: work.signal, onLine };
  const other = tool.program === undefined ? undefined : { argv: launch(ask, inputs.python, tool.program), connect: ask.connect };
  const finished = await (other ? work.transport.exec(other, call) : work.transport.run(ask, call)).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.reason !== 'timeout') throw error;
    const what = `The application did not answer in ${work.transport.where} within ${formatDuration(deadline)}.`;
    throw new Failure('timeout', what, { state: unchanged, hint: 'It may wait for something while it is imported.', cause: error });
  });
  if (!heard) throwUnheard(work, finished.code, finished.stderr);
  return finished.code;
}

/** Importing a large application on a busy machine takes its time. */
const probeLimit = 180_000;

/** What the launcher, the engine or compose said where the program did not come to speak. */
function throwUnheard(work: Work, code: number, stderr: string): void {
  const { transport, inputs } = work;
  const { title, program } = work.tool;
  const reason = program === undefined ? 'no-alembic' : 'no-tool';
  const fail = (message: string, hint: string): Failure => new Failure(reason, message, { state: unchanged, hint });
  if (code === noPython) {
    throw fail(`There is no Python in ${transport.where}.`, 'Check image and service, or name the interpreter with the input python.');
  }
  if (code === noAlembic) {
    const hint = `Add ${title.toLowerCase()} to what the image installs, or name the interpreter of its virtual environment with the input python.`;
    throw fail(`The Python in ${transport.where} has no ${title}.`, hint);
  }
  if (code === 127 || /executable file not found/i.test(stderr)) {
    throw fail(
      `There is no shell in ${transport.where}.`,
      `Check the input image: transport ${inputs.transport} needs sh and Python there.`,
    );
  }
  if (inputs.transport === 'local') return;
  // Until the program speaks, standard error holds what the engine says.
  const said = work.scrub(lastLines(stderr, 5));
  if (said) throw new Failure('compose-failed', `${title} could not be started in ${transport.where}:\n${said}\n`, { state: unchanged });
}
