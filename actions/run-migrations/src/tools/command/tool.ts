import { Failure } from '@slipway/action';
import { lastLines } from '@slipway/shell';
import type { Plan } from '../../plan.ts';
import type { Call, Task } from '../../transport.ts';
import type { Work } from '../../work.ts';
import type { Adapter, Step } from '../adapter.ts';
import { filesTool } from '../files-tool.ts';
import { sessionEnvironment } from '../program.ts';
import type { Tool } from '../tool.ts';
import { parseAnswer } from './answer.ts';

const probeLimit = 60_000;

type Operation = 'probe' | 'apply' | 'down';

/** The team's program gets its order by environment variables. */
function task(work: Work, operation: Operation, more: Readonly<Record<string, string>> = {}): Task {
  const own = { SLIPWAY_OPERATION: operation, SLIPWAY_LOCK_TIMEOUT: String(work.inputs['ddl-lock-timeout']), ...sessionEnvironment(work) };
  return { argv: work.inputs['tool-command'], connect: true, environment: { ...own, ...more } };
}

const adapter: Adapter = {
  title: 'the command',
  undoes: true,
  stops: true,
  folder: '',
  connects: false,
  outside: 'Let the program run it outside of a transaction, and say "transaction": false.',
  unverified: 'The program ended well, and its own probe does not say that these are applied.',
  known: () => [],
  marks: async () => ({ stamped: false, applied: [], own: [] }),
  async survey(work) {
    const { transport } = work;
    const program = work.inputs['tool-command'].join(' ');
    const call: Call = { deadline: work.remaining(probeLimit), signal: work.signal };
    const finished = await transport.exec(task(work, 'probe'), call);
    if (finished.code === 0) return parseAnswer(finished.stdout, program);
    const state = 'Nothing was changed.';
    if (finished.code === 127 || finished.code === 126) {
      const hint = 'Correct the input tool-command; see the first line of the program, and chmod +x.';
      throw new Failure('no-tool', `${program} is not in ${transport.where}, or cannot be started there.`, { state, hint });
    }
    const said = work.scrub(lastLines(finished.stderr, 8));
    const how = `ended with exit code ${finished.code}${said ? `:\n${said}\n` : ' and said nothing.'}`;
    throw new Failure('broken-environment', `${program} (probe) in ${transport.where} ${how}`, { state });
  },
  steps: async (work, plan) => plan.revisions.map(({ id }) => step(work, plan, id)),
  stamp: 'Let the program keep a table of what is applied, and answer "stamped": true once it knows what these tables are.',
  mend: (id) => `Look what of ${id} stands, and undo or finish it by hand, as the program wants it.`,
};

function step(work: Work, { direction }: Plan, id: string): Step {
  const order = task(work, direction === 'upgrade' ? 'apply' : 'down', { SLIPWAY_MIGRATION: id });
  return { ids: [id], run: (call) => work.transport.exec(order, call) };
}

export const tool: Tool = filesTool(adapter);
