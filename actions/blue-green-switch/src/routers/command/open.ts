import { Failure } from '@slipway/action';
import { lastLines } from '@slipway/shell';
import type { RouterContext } from '../../open.ts';
import { operate, operation, type Program } from '../../program.ts';
import type { RouterAdapter } from '../../router.ts';
import { frontFrom } from '../nginx/front.ts';
import { readAnswer, type Said } from './answer.ts';
import { commandProgram } from './program.ts';

/** A router that only the team's own program knows how to read and set. */
export async function open({ shell, inputs, name, published, address }: RouterContext): Promise<RouterAdapter> {
  const command = inputs['router-command'] ?? '';
  if (!command.startsWith('/')) {
    throw new Failure('bad-input', 'router-command must be the absolute path of a program on the server.', {
      state: 'Nothing was changed.',
      hint: 'Example: router-command: /opt/notes/route',
    });
  }
  const program = commandProgram({ command, timeout: inputs['router-command-timeout'], project: name, published, address });
  const ask = (): Promise<Said> => read(shell, program, command);
  const { abilities } = await ask();
  const front = frontFrom(inputs['router-url'], inputs['router-host']);
  return {
    kind: 'command',
    abilities,
    program,
    // Its answers were read when it was opened; what is kept is asked for before anything depends on it.
    prepare: async () => void (await operate(shell, program, ['read'])),
    front: () => front,
    reachable: async () => true,
    failures: async () => 0,
    inflight: async (color) => (abilities.drain === 'observed' ? (await ask()).inflight?.[color] : undefined),
  };
}

/** The whole answer to `read`. @throws Failure `router-setup` */
async function read(shell: RouterContext['shell'], program: Program, command: string): Promise<Said> {
  const argv = operation({ ...program, functions: `${program.functions}\nanswered read >/dev/null || exit 1; printf %s "$out"; exit 0` });
  const { code, stdout, stderr } = await shell.run(argv, { allowFailure: true });
  const said = code === 0 ? readAnswer(stdout) : lastLines(stderr, 4);
  if (typeof said !== 'string') return said;
  throw new Failure('router-setup', `The program ${command} on ${shell.where} cannot be used as a router: ${said}.`, {
    state: 'Nothing was changed.',
    hint: `Try it there: SLIPWAY_OPERATION=read SLIPWAY_PROJECT=${program.variables['SLIPWAY_PROJECT'] ?? ''} ${command}`,
  });
}
