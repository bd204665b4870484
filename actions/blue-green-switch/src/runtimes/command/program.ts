import { Failure, formatDuration } from '@slipway/action';
import { lastLines, type Shell } from '@slipway/shell';

export type Operation = 'up' | 'down' | 'live' | 'logs';

/** A program of the team on the server, that gets its order by environment variables. */
export interface Program {
  readonly path: string;
  /**
   * Runs one operation. @returns its standard output
   * @param deadline milliseconds
   * @throws Failure `runtime-failed`
   */
  run(operation: Operation, variables: Readonly<Record<string, string>>, deadline: number): Promise<string>;
}

/**
 * Runs a program and waits for it. What that leaves in the background must not hold the lease's lock (8): no other run could ever take it. This shell
 * itself holds it until the program has ended.
 */
const attended = 'trap : HUP INT TERM; "$@" 8>&-; exit $?';

/** @param folder that the program runs in; its home folder where none is given */
export function openProgram(shell: Shell, path: string, project: string, folder: string | undefined): Program {
  return {
    path,
    async run(operation, variables, deadline) {
      const color = variables['SLIPWAY_COLOR'];
      const what = `${path} ${operation}${color ? ` for ${color}` : ''} on ${shell.where}`;
      const env = { ...variables, SLIPWAY_OPERATION: operation, SLIPWAY_PROJECT: project };
      const options = { env, deadline, allowFailure: true, title: `${path} (${operation})`, ...(folder ? { cwd: folder } : {}) };
      const result = await shell.run(['sh', '-c', attended, 'sh', path], options).catch((error: unknown) => {
        if (error instanceof Failure && error.reason === 'timeout') {
          throw new Failure('runtime-failed', `${what} did not end within ${formatDuration(deadline)}, and was ended.`, {
            hint: 'It must not wait for the application to end: start it in the background.',
            cause: error,
          });
        }
        throw error;
      });
      if (result.code === 0) return result.stdout;
      if (result.code === 127 && /not found|No such file/.test(result.stderr) && result.stderr.includes(path))
        throw new Failure('program-missing', `${path} is not there on ${shell.where}, or what runs it is not.`, {
          hint: 'Correct the input runtime-command; see the first line of the program.',
        });
      if (result.code === 126 || result.code === 78) {
        const why = result.code === 126 ? 'it is not executable' : `there is no folder ${folder}`;
        throw new Failure('runtime-setup', `${what} could not be started: ${why}.`, { hint: `chmod +x ${path}; or correct the input.` });
      }
      const said = lastLines(result.stderr.trim() || result.stdout.trim(), 8);
      throw new Failure('runtime-failed', `${what} ended with exit code ${result.code}${said ? `:\n${said}\n` : ' and said nothing.'}`);
    },
  };
}
