import { chownSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Color, Published } from '@slipway/docker';
import { localShell, type Shell } from '@slipway/shell';
import type { RouterAdapter } from '../../src/router.ts';
import { type ColorServer, startColor } from './color-server.ts';

/** A real router between two colours, and what the suite must be able to do to it. */
export interface Rig {
  readonly shell: Shell;
  readonly adapter: RouterAdapter;
  readonly published: Published;
  readonly colors: Readonly<Record<Color, ColorServer>>;
  /** Folders and files that a refusal must leave as they were. */
  readonly files: readonly string[];
  /** Each makes the next change of the route impossible, and gives back what takes that away again. */
  readonly faults: Readonly<Record<string, () => Promise<() => Promise<void>>>>;
  /** Stops the router and starts it, as a reboot does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Who the router runs as, and who deploys: nobody where this is root, because root may write into every folder. */
export const deployer = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** The argument vector of a program that runs as the deploying user. */
export function asDeployer(argv: readonly string[]): string[] {
  if (!deployer) return [...argv];
  return ['setpriv', `--reuid=${deployer.uid}`, `--regid=${deployer.gid}`, '--clear-groups', '--', ...argv];
}

/** This machine, as the deploying user. */
export function deployerShell(): Shell {
  const local = localShell();
  return {
    ...local,
    start: (argv, options) => local.start(asDeployer(argv), options),
    run: (argv, options) => local.run(asDeployer(argv), options),
  };
}

/** A folder that belongs to the deploying user; its path is short, because a unix socket's must be. */
export function rigFolder(...inside: readonly string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rig-')));
  for (const name of ['.', ...inside]) {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true, mode: 0o755 });
    if (deployer) chownSync(path, deployer.uid, deployer.gid);
  }
  return folder;
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** How the colours of a rig come up: in this process, unless their work would distort what is measured in it. */
export type StartColors = (folder: string) => Promise<Rig['colors']>;

export async function startColors(folder: string): Promise<Rig['colors']> {
  const [blue, green] = await Promise.all([startColor('blue', join(folder, 'blue.sock')), startColor('green', join(folder, 'green.sock'))]);
  return { blue, green };
}

/** Everything in these files and folders, with owner and mode, so that two looks can be compared. */
export async function snapshot(paths: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of paths) {
    const inside = statSync(path).isDirectory() ? await readdir(path, { recursive: true, withFileTypes: true }) : [];
    for (const entry of inside) {
      const full = join(entry.parentPath, entry.name);
      if (entry.isSymbolicLink()) found[full] = `to ${realpathSync(full)}`;
      else if (entry.isFile()) found[full] = described(full);
    }
    if (inside.length === 0 && statSync(path).isFile()) found[path] = described(path);
  }
  return found;
}

function described(path: string): string {
  const { mode, uid } = statSync(path);
  return `${mode.toString(8)} ${uid}\n${readFileSync(path, 'utf8')}`;
}
