// The root action against a server of its own, as a runner would start it: what the tests of whole releases share.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Version } from '../apps/notes/apply.ts';
import { commitVersion, type Setting, slipwayFile } from '../demo/application.ts';
import { describeEngine, forgetImages, importWheels } from '../demo/engine.ts';
import { root, runBundle, type StepOptions, type StepResult } from '../harness/action.ts';
import { type Registry, startRegistry, startTarget, type Target } from '../target/target.ts';
import { appPorts, placeSecrets } from './notes.ts';

export interface ReleaseStage {
  readonly registry: Registry;
  readonly target: Target;
  readonly folder: string;
  readonly password: string;
  readonly url: string;
  /** The Slipway file; scans are left out, because they cost the most and have tests of their own. */
  slipway: string;
  /** Runs the root action on a version of the application. */
  release(version: Version, options?: { inputs?: Record<string, string> } & Omit<StepOptions, 'inputs'>): Promise<StepResult>;
  /** What must be the same before and after a refusal. */
  state(): Promise<string>;
  served(): Promise<string | null>;
  remove(): Promise<void>;
}

export async function startReleaseStage(): Promise<ReleaseStage> {
  const registry = await startRegistry();
  await registry.push('postgres:17', 'library/postgres:17');
  const target = await startTarget({ registry, ports: appPorts });
  const password = 'pw-of.the~db-4711';
  await placeSecrets(target, registry, password);
  await target.exec(['install', '-d', '-m', '0700', '-o', 'deploy', '-g', 'deploy', '/var/backups/notes']);
  const folder = await mkdtemp(join(tmpdir(), 'notes-'));
  const url = `http://127.0.0.1:${target.port(8000)}`;
  const wheels = join(root, '.cache/wheels');
  const { named } = await describeEngine();
  if (!named) await importWheels(wheels);
  const setting: Setting = {
    registry: registry.address,
    sshPort: target.ssh.port,
    url,
    recipient: await identityToRecipient(await generateIdentity()),
    wheels: named ? wheels : undefined,
  };
  const served = async (): Promise<string | null> =>
    (await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) })).headers.get('x-version');
  const stage: ReleaseStage = {
    registry,
    target,
    folder,
    password,
    url,
    slipway: slipwayFile(setting).replace('scan:\n  fail-on: [critical, high]', 'scan: false').replace('bake-time: 8s', 'bake-time: 4s'),
    async release(version, { inputs, ...options } = {}) {
      await commitVersion(folder, version, stage.slipway);
      const { ssh } = target;
      const given = { environment: 'production', version, 'ssh-key': ssh.key, 'known-hosts': ssh.knownHosts, ...inputs };
      const step = { cwd: folder, inputs: given, secrets: [ssh.key], actionFile: join(root, 'action.yml'), deadline: 240_000, ...options };
      return runBundle('release', { ...step, env: { HOME: process.env['HOME'], ...options.env } });
    },
    async state() {
      const look =
        'docker ps -a --no-trunc --format "{{.ID}} {{.Image}} {{.State}}"; sha256sum /etc/haproxy/slipway/*; ls /var/backups/notes; docker network ls -q --no-trunc';
      return (await target.exec(['sh', '-c', look])).stdout;
    },
    served,
    async remove() {
      await target.remove();
      await registry.remove();
      await forgetImages(registry.address);
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}
