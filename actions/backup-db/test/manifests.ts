import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../src/entry.ts';
import { type Manifest, renderManifest } from '../src/manifest.ts';
import { backupId, dumpName, manifestName } from '../src/names.ts';
import { idPrefix } from '../src/prefix.ts';

/** A proven backup of `notes/app`, of a moment; `more` says what is different. */
export function manifestOf(created: number | string, more: Partial<Manifest> = {}): Manifest {
  const at = new Date(created);
  const { project = 'notes', database = 'app' } = more;
  return {
    version: 2,
    id: backupId(idPrefix(project, database), at, '1a2b'),
    created: at.toISOString(),
    project,
    database,
    tag: 'scheduled',
    run: '42',
    facts: {
      kind: 'postgres',
      server: { version: '17.4', major: 17 },
      properties: { encoding: 'UTF8', collate: 'C', ctype: 'C', provider: 'c', locale: '', owner: 'app' },
      tables: [{ schema: 'public', name: 'notes', rows: 3 }],
    },
    plain: { size: 20, sha256: 'b'.repeat(64) },
    stored: { size: 10, sha256: 'a'.repeat(64) },
    compression: 'zstd',
    encryption: 'age',
    recipients: ['age1x'],
    duration: 1,
    verified: { level: 'archive', at: at.toISOString() },
    ...more,
  };
}

export const unproven = (created: number | string, more: Partial<Manifest> = {}): Manifest => {
  const { verified: _, ...rest } = manifestOf(created, more);
  return rest;
};

export const entryOf = (manifest: Manifest, more: Partial<Entry> = {}): Entry => ({
  manifest,
  path: `/b/${dumpName(manifest)}`,
  whole: true,
  authentic: true,
  ...more,
});

/** Puts a backup into a folder: a file of zeros of the size that its manifest says, and the manifest. */
export function plant(folder: string, manifest: Manifest): void {
  const file = join(folder, dumpName(manifest));
  writeFileSync(file, '');
  truncateSync(file, manifest.stored.size);
  writeFileSync(join(folder, manifestName(manifest.id)), renderManifest(manifest));
}
