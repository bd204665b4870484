import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Measured {
  /** Milliseconds. */
  readonly wall: number;
  /** User and system milliseconds of the programs that were started, without the server's. */
  readonly cpu: number;
  /** Most bytes that the first process of the way held at once, where it was asked for. */
  readonly memory: number;
}

const run = promisify(execFile);

/** Runs one way, a command line of bash that users type, and measures it as `time` does. @param watch name of the program whose memory counts */
export async function measure(line: string, env: NodeJS.ProcessEnv, watch?: string): Promise<Measured> {
  const script = `set -o pipefail; exec 3>&1; TIMEFORMAT='%3R %3U %3S'; { time { ${line}; } >/dev/null 3>&-; } 2> >(tee /dev/stderr | tail -n 1 >&3)`;
  const running = run('bash', ['-c', script], { env, maxBuffer: 64 * 1024 * 1024 });
  let memory = 0;
  const timer = setInterval(() => {
    if (watch) memory = Math.max(memory, ...descendants(running.child.pid ?? 0).map((pid) => peak(pid, watch)));
  }, 100);
  try {
    const { stdout } = await running;
    const [wall = 0, user = 0, system = 0] = stdout.trim().split(' ').map(Number);
    return { wall: wall * 1000, cpu: (user + system) * 1000, memory };
  } finally {
    clearInterval(timer);
  }
}

/** Bytes of the largest resident set that a process of the name had so far. */
function peak(pid: number, name: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!args.includes(name)) return 0;
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const under = (pid: number | undefined): boolean => pid !== undefined && (pid === root || under(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== root && under(parents.get(pid)));
}

/** Bytes of all files below a path, or of the file. */
export function bytesOf(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
