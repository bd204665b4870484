import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../target/docker.ts';
import { removeLabelled } from '../target/place.ts';
import { forgetImages } from './engine.ts';
import { folder, work } from './place.ts';

/** What of a demo stands, so that another process can take exactly that away. */
export interface Standing {
  readonly pid: number;
  /** The registry's address. */
  readonly registry: string;
  /** Names of containers, volumes and networks, in the order in which they can go. */
  readonly names: readonly string[];
  /** The server's private key, in a temporary folder of its own. */
  readonly keyFile?: string;
}

const file = join(folder, 'standing.json');

export async function remember(standing: Standing): Promise<void> {
  await writeFile(file, `${JSON.stringify(standing, null, 2)}\n`);
}

export async function standing(): Promise<Standing | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Standing);
}

/** Removes machines by their names and nothing else, and with them images in this machine's engine and files of the demo's time. */
export async function removeStanding(left: Standing): Promise<void> {
  for (const name of left.names) await removeLabelled(name);
  if (left.keyFile) await rm(dirname(left.keyFile), { recursive: true, force: true });
  await forgetImages(left.registry);
  await rm(work, { recursive: true, force: true });
  await rm(file, { force: true });
}

/** Whether the process that started it is still at work. Its number alone may belong to another program since a restart of the machine. */
export async function isAtWork(left: Standing): Promise<boolean> {
  if (left.pid === process.pid) return false;
  const ran = await run(['ps', '-o', 'args=', '-p', String(left.pid)]).catch(() => undefined);
  if (ran) return ran.stdout.includes('demo.ts');
  try {
    return process.kill(left.pid, 0);
  } catch {
    return false;
  }
}
