import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { writeTrivyDb } from '../engines/trivy-db.ts';
import { appPorts, placeSecrets } from '../scenarios/notes.ts';
import { type Registry, startRegistry, startTarget, type Target } from '../target/target.ts';
import { advisories } from './advisories.ts';
import { slipwayFile } from './application.ts';
import { describeEngine, importWheels } from './engine.ts';
import { remember } from './kept.ts';
import { folder, root, work } from './place.ts';
import type { Screen } from './screen.ts';

/** A server as a team has it, and a developer's machine beside it. */
export interface Stage {
  readonly registry: Registry;
  readonly target: Target;
  /** The application as its users reach it. */
  readonly url: string;
  readonly slipway: string;
  readonly trivy: { readonly program: string; readonly database: string };
  readonly knownHosts: string;
}

/** Starts the machines, and does what a team does once: secrets on the server, a place for backups, a key pair, the Slipway file. */
export async function setStage(screen: Screen): Promise<Stage> {
  const registry = await startRegistry();
  const known = { pid: process.pid, registry: registry.address };
  await remember({ ...known, names: [registry.name] });
  const [target] = await together(startServer(registry, known), registry.push('postgres:17', 'library/postgres:17'));
  screen.line(`  registry ${registry.address}`);
  screen.line(`  server   ${target.ssh.username}@${target.ssh.host}:${target.ssh.port}, with systemd, SSH, HAProxy and Docker`);

  const url = `http://127.0.0.1:${target.port(8000)}`;
  const [recipient, wheels] = await together(makeKeyPair(), provideWheels(screen), prepareServer(target, registry));
  const database = join(work, 'trivy');
  await writeTrivyDb(database, advisories);
  const own = join(root, '.cache/bin/trivy');
  const knownHosts = join(folder, 'known_hosts');
  await writeFile(knownHosts, `${target.ssh.knownHosts}\n`);
  return {
    registry,
    target,
    url,
    slipway: slipwayFile({ registry: registry.address, sshPort: target.ssh.port, url, recipient, wheels }),
    trivy: { program: existsSync(own) ? own : 'trivy', database },
    knownHosts,
  };
}

/** Like Promise.all, but a failure waits for the others: nothing may still be starting when everything is being removed. */
async function together<T extends readonly Promise<unknown>[]>(...work: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function startServer(registry: Registry, known: { pid: number; registry: string }): Promise<Target> {
  const name = `slipway-demo-${randomBytes(4).toString('hex')}`;
  await remember({ ...known, names: [name, registry.name] });
  const target = await startTarget({ name, registry, ports: appPorts });
  await remember({ ...known, names: [name, registry.name], keyFile: target.ssh.keyFile });
  return target;
}

async function prepareServer(target: Target, registry: Registry): Promise<void> {
  await placeSecrets(target, registry, randomBytes(24).toString('hex'));
  const made = await target.exec(['install', '-d', '-m', '0700', '-o', 'deploy', '-g', 'deploy', '/var/backups/notes']);
  if (made.code !== 0) throw new Error(`the folder for backups could not be made: ${made.stderr}`);
}

/** The server gets the public half only: it can make backups, and open none. */
async function makeKeyPair(): Promise<string> {
  const identity = await generateIdentity();
  await writeFile(join(folder, 'age-identity.txt'), `${identity}\n`, { mode: 0o600 });
  return identityToRecipient(identity);
}

async function provideWheels(screen: Screen): Promise<string | undefined> {
  const wheels = join(root, '.cache/wheels');
  const { version, named } = await describeEngine();
  if (named) {
    screen.line(`  builds   Docker ${version}; the Python wheels are a named build context`);
    return wheels;
  }
  await importWheels(wheels);
  screen.line(`  builds   Docker ${version} knows no named build contexts, so the Python wheels are an image named wheels`);
  return undefined;
}

export async function makeFolders(...folders: readonly string[]): Promise<void> {
  for (const path of folders) await mkdir(path, { recursive: true });
}
