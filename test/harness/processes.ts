import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Every command line that was seen on this machine while `work` ran, arguments separated by spaces. Containers of this machine are included. */
export async function watchCommandLines<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly commandLines: ReadonlySet<string> }> {
  const commandLines = new Set<string>();
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      look(commandLines);
      await setTimeout(2);
    }
  };
  const watcher = watch();
  try {
    const result = await work();
    return { result, commandLines };
  } finally {
    watching = false;
    await watcher;
  }
}

function look(seen: Set<string>): void {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      if (line) seen.add(line);
    } catch {
      // It ended between the two looks.
    }
  }
}

/** Whether a process is there; a zombie is not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until `check` is true. @throws Error at the deadline */
export async function eventually(check: () => boolean | Promise<boolean>, what: string, deadline = 15_000): Promise<void> {
  const until = Date.now() + deadline;
  while (!(await check())) {
    if (Date.now() > until) throw new Error(`not within ${deadline} ms: ${what}`);
    await setTimeout(20);
  }
}

/** Every process below one, and below those. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const tree = [pid];
  for (const member of tree) for (const [child, parent] of parents) if (parent === member) tree.push(child);
  return tree.slice(1);
}

/** Ends a process and every one below it, as a runner does with a step that will not stop. */
export function killTree(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  for (const member of [...descendants(pid), pid]) {
    try {
      if (member > 1) process.kill(member, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}
