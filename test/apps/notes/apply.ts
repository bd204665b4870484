import { cp, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

export type Version = 'v1' | 'v2' | 'v3' | 'v4';

/** What belongs to the application; beside it lie the overlays and this file. */
const application = ['backend', 'frontend', 'docker-compose.yml', '.env.example'];

/** Laid over the application in this order. v3 and v4 both follow v2: a team that took v3 back would go on from there. */
const overlays: Record<Version, readonly string[]> = {
  v1: [],
  v2: ['v2'],
  v3: ['v2', 'v3'],
  v4: ['v2', 'v4'],
};

/**
 * Writes the application as it is at `version` into the folder `into`. Earlier contents of the application's own paths
 * there are replaced, so that no migration of another version is left; anything else (.git, .env) is kept.
 */
export async function checkout(version: Version, into: string): Promise<void> {
  const home = import.meta.dirname;
  await mkdir(into, { recursive: true });
  for (const entry of application) {
    await rm(join(into, entry), { recursive: true, force: true });
    await cp(join(home, entry), join(into, entry), { recursive: true, filter: isSource });
  }
  for (const overlay of overlays[version]) {
    await cp(join(home, 'versions', overlay), into, { recursive: true, filter: isSource });
  }
}

const isSource = (path: string): boolean => !['__pycache__', '.venv'].includes(basename(path));
