// The example application on a target: its images in a registry, its folder on a "developer's machine", its secrets on the server.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout, type Version } from '../apps/notes/apply.ts';
import { describeEngine, importWheels } from '../demo/engine.ts';
import { root } from '../harness/action.ts';
import type { Registry, Target } from '../target/target.ts';

const exec = promisify(execFile);

export interface Images {
  readonly backend: string;
  readonly frontend: string;
}

/** Ports of the application that a target publishes. */
export const appPorts = [8000, 3000] as const;

/** A folder with the application as it is at a version; the caller removes it. */
export async function notesFolder(version: Version): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'notes-'));
  await checkout(version, folder);
  return folder;
}

/** Builds both images of a version and pushes them by the commands that users know: tests of the switch need no build action. */
export async function buildNotes(registry: Registry, version: Version): Promise<Images> {
  const folder = await notesFolder(version);
  const wheels = join(root, '.cache/wheels');
  const { named } = await describeEngine();
  if (!named) await importWheels(wheels);
  const context = named ? ['--build-context', `wheels=${wheels}`] : [];
  const build = async (part: 'backend' | 'frontend'): Promise<string> => {
    const tag = `notes-${part}:${version}`;
    const argv = ['build', '--quiet', ...context, '--build-arg', `APP_VERSION=${version}`, '--tag', tag, join(folder, part)];
    await exec('docker', argv, { timeout: 300_000 });
    return registry.push(tag, `notes/${part}`);
  };
  try {
    return { backend: await build('backend'), frontend: await build('frontend') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a team does once on its server: the folder of the application with its secrets. */
export async function placeSecrets(target: Target, registry: Registry, password: string): Promise<void> {
  const write = 'umask 077; mkdir -p "$HOME/apps/notes"; cat > "$HOME/apps/notes/.env"';
  const ran = await target.exec(['su', '-', 'deploy', '-c', write], {
    input: `POSTGRES_PASSWORD=${password}\nREGISTRY=${registry.address}\n`,
  });
  if (ran.code !== 0) throw new Error(`the secrets could not be placed: ${ran.stderr}`);
}

/** Brings the database to the revision of a version, as a team would by hand; the application's `db` must run. */
export async function migrateByHand(target: Target, image: string, password: string): Promise<void> {
  const url = `postgresql+psycopg://notes:${password}@db:5432/notes`;
  const ran = await target.exec(
    ['docker', 'run', '--rm', '--network', 'notes_default', '--env', `DATABASE_URL=${url}`, image, 'alembic', 'upgrade', 'head'],
    {
      timeoutSeconds: 120,
    },
  );
  if (ran.code !== 0) throw new Error(`alembic failed: ${ran.stderr}`);
}
