import { type Manifest, parseManifest } from '../manifest.ts';
import { dumpName } from '../names.ts';
import type { Listing, Stored } from './store.ts';

/** The manifests of `lines`, newest first, each with whether its file is there whole. */
export function listBackups(lines: readonly string[], sizes: ReadonlyMap<string, number>, path: (name: string) => string): Listing {
  const manifests = lines.map(parseManifest).filter((manifest): manifest is Manifest => manifest !== undefined);
  const backups = manifests.map((manifest): Stored => {
    const name = dumpName(manifest);
    const found = sizes.get(name);
    return { manifest, path: path(name), whole: found === manifest.stored.size, ...(found === undefined ? {} : { found }) };
  });
  backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
  return { backups, strange: lines.length - backups.length };
}
