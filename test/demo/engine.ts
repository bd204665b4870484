import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker, run } from '../target/docker.ts';

/**
 * BuildKit inside a Docker engine before 23 knows no named build contexts; a Dockerfile's `from=wheels` is an image there.
 * A builder in a container of its own brings its own BuildKit.
 */
export function knowsNamedContexts(serverVersion: string, driver: string): boolean {
  return driver !== 'docker' || Number.parseInt(serverVersion, 10) >= 23;
}

/** How the wheels reach the build on this engine. */
export async function describeEngine(): Promise<{ version: string; named: boolean }> {
  const version = await docker(['version', '--format', '{{.Server.Version}}']);
  const driver = /^Driver:\s*(\S+)/m.exec(await docker(['buildx', 'inspect']))?.[1] ?? 'docker';
  return { version, named: knowsNamedContexts(version, driver) };
}

/** Makes the folder of wheels an image named `wheels`, unless it is one already: a second import would cost the builds their cache. */
export async function importWheels(folder: string): Promise<void> {
  // The name of a wheel says what is in it.
  const files = (await readdir(folder)).filter((name) => name.endsWith('.whl')).sort();
  const stamp = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
  const label = await run(['docker', 'image', 'inspect', '--format', '{{ index .Config.Labels "slipway.wheels" }}', 'wheels:latest']);
  if (label.code === 0 && label.stdout.trim() === stamp) return;
  const archive = join(tmpdir(), `slipway-wheels-${process.pid}.tar`);
  const packed = await run(['tar', '-C', folder, '--exclude', '.slipway*', '-cf', archive, '.']);
  if (packed.code !== 0) throw new Error(`packing ${folder}: ${packed.stderr.trim()}`);
  await docker(['import', '--change', `LABEL slipway.wheels=${stamp}`, archive, 'wheels:latest']);
  await rm(archive);
}

/** Takes away what builds left in this machine's engine under a registry that is gone. */
export async function forgetImages(registry: string): Promise<void> {
  const listed = await run(['docker', 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}} {{.Repository}}@{{.Digest}}', '--digests']);
  const names = new Set(listed.stdout.split(/\s+/).filter((name) => name.startsWith(`${registry}/`) && !name.includes('<none>')));
  if (names.size > 0) await run(['docker', 'image', 'rm', '--no-prune', ...names]);
}
