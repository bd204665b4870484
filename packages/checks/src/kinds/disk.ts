import { ProgramFailure } from '@slipway/shell';
import type { Kind } from '../kind.ts';
import { PrivateTarget } from '../private.ts';
import { show } from '../show.ts';
import { optionProblems } from './place.ts';
import { ask, type Question, refuse } from './question.ts';

const example = 'disk:///var/lib/docker';

/** How full the disk below a folder is: its bytes, and its inodes, of which a disk with room can run out too. */
export const disk: Kind = {
  conditions: ['[BODY].share < 0.9', '[BODY].inodes.share < 0.95'],
  options: [],
  check: (request) => [
    ...optionProblems(request, disk),
    ...(pathOf(request.url) === undefined ? [`The url names no folder. Example: ${example}`] : []),
  ],
  probe: (request, ports) => {
    const path = pathOf(request.url) ?? '/';
    const endpoint = `the disk of ${path}`;
    return ask(request, ports, { shown: `disk://${path}`, endpoint }, (question) => look(question, path));
  },
};

function pathOf(url: string): string | undefined {
  const encoded = /^disk:\/\/(\/[^\0]*)$/.exec(url.trim())?.[1];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** POSIX knows the first; the second is of GNU and BusyBox, and where it is missing the disk is still described. */
const script = 'df -Pk -- "$1" || exit 1; df -Pi -- "$1" 2>/dev/null || :';

async function look(question: Question, path: string): Promise<void> {
  const { ports, request, signal, finding, stage } = question;
  const { shell } = ports;
  if (ports.publicOnly) throw new PrivateTarget('a folder of this machine');
  const running = shell.run(['sh', '-c', script, 'sh', path], {
    title: `df ${path}`,
    env: { LC_ALL: 'C' },
    deadline: request.timeout + 1000,
    signal,
  });
  const { stdout } = await running.catch((error: unknown) => {
    if (!(error instanceof ProgramFailure)) throw error;
    if (/no such file/i.test(error.stderr)) refuse(`there is no ${path} on ${shell.where}`, 'ENOENT');
    if (/permission denied/i.test(error.stderr)) refuse(`the user of ${shell.where} may not look at ${path}`, 'EACCES');
    refuse(`df cannot tell about ${path} on ${shell.where}: ${show(error.stderr, 160)}`, 'DF');
  });
  const [space, inodes] = stdout.split('\n').flatMap((line) => parseRow(line) ?? []);
  if (space === undefined) refuse(`df on ${shell.where} answered nothing about ${stage.endpoint} that can be read`, 'DF');
  finding.connected = true;
  finding.json = {
    used: space.used * 1024,
    size: space.size * 1024,
    available: space.free * 1024,
    share: shareOf(space),
    mount: space.mount,
    // Some file systems make inodes as they need them, and count none.
    inodes: { used: inodes?.used ?? 0, max: inodes?.size ?? 0, share: inodes === undefined ? 0 : shareOf(inodes) },
  };
}

interface Row {
  readonly size: number;
  readonly used: number;
  readonly free: number;
  readonly mount: string;
}

/** A line of `df -P`: names may hold spaces, numbers do not. */
function parseRow(line: string): Row | undefined {
  const [, size, used, free, mount] = /\s(\d+)\s+(-?\d+)\s+(-?\d+)\s+(?:-|\d+%)\s+(\/.*)$/.exec(line) ?? [];
  return mount === undefined ? undefined : { size: Number(size), used: Number(used), free: Number(free), mount };
}

/** As df counts it: what only root may fill is not free for an application. */
function shareOf({ used, free }: Row): number {
  return used + free > 0 ? used / (used + free) : 0;
}
