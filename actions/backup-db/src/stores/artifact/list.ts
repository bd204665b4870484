import { counted } from '../../content.ts';
import { type Manifest, parseManifest, renderManifest } from '../../manifest.ts';
import { dumpName } from '../../names.ts';
import { isSettled, mostBelieved } from '../../trust/signature.ts';
import { listBackups } from '../listing.ts';
import type { Filed, Listing } from '../store.ts';
import { folder } from './explain.ts';
import { fileOf, isDrill, manifestIn } from './names.ts';
import type { Artifact } from './rest.ts';
import { byFile, type Shelf } from './shelf.ts';
import type { Desk } from './store.ts';
import { zipSize } from './zip.ts';

/** What was found under the name of one backup's manifest. */
interface Found {
  readonly id: string;
  /** The newest first. */
  readonly artifacts: readonly Artifact[];
  /** Those that were read and are good ones of this backup, in the same order. */
  readonly read: Manifest[];
}

export async function listArtifacts({ job, shelf }: Desk, path: (name: string) => string): Promise<Listing> {
  const all = await shelf.list();
  const files = byFile(all);
  const found = [...files].flatMap(([file, artifacts]): Found[] => {
    const id = isDrill(file) ? undefined : manifestIn(file);
    return id === undefined ? [] : [{ id, artifacts, read: [] }];
  });
  const passed = await readManifests(found, shelf, job.keys);
  if (passed > 0)
    job.log.warn(
      `${counted(passed, 'backup')} in ${folder} ${passed === 1 ? 'has' : 'have'} newer manifests that cannot be read or that verify-key does not believe: they do not count.`,
    );
  const chosen = found.flatMap(({ read }) => mostBelieved(read, job.keys) ?? []);
  const damaged = found.length - chosen.length;
  if (damaged > 0) job.log.warn(`${counted(damaged, 'manifest')} in ${folder} cannot be read, or went meanwhile.`);
  const { backups, strange } = listBackups(chosen.map(renderManifest), new Map(), path);
  const named = [...files.keys()].filter((file) => file.endsWith('.json') && !isDrill(file) && manifestIn(file) === undefined);
  const whole = (manifest: Manifest): boolean => dumpIn(files.get(dumpName(manifest)) ?? [], manifest, shelf) !== undefined;
  return { backups: backups.map((one) => ({ ...one, whole: whole(one.manifest) })), strange: strange + damaged + named.length };
}

/**
 * Every run of the repository can send a manifest of any name. So where it is asked who signed, one that nobody did hides none: then the next older is
 * read. @returns of how many backups the newest was passed over for an older one
 */
async function readManifests(found: readonly Found[], shelf: Shelf, keys: Desk['job']['keys']): Promise<number> {
  let open = found;
  let passed = 0;
  for (let turn = 0; open.length > 0; turn++) {
    const texts = await shelf.texts(open.flatMap(({ artifacts }) => artifacts[turn] ?? []));
    for (const [index, { id, read }] of open.entries()) {
      const manifest = parseManifest(texts[index] ?? '');
      // One that speaks of another backup than its name would make that one doubtful.
      if (manifest?.id === id) read.push(manifest);
    }
    const settled = open.filter(({ read }) => read.some((manifest) => isSettled(manifest, keys)));
    if (turn > 0) passed += settled.length;
    open = keys.verifiers.length === 0 ? [] : open.filter((one) => !settled.includes(one) && turn + 1 < one.artifacts.length);
  }
  return passed;
}

/**
 * Of the artifacts with the name of a backup's file, newest first, the one that it is: what this run sent, else the oldest of the size that the manifest
 * says. Whoever knows the name has it from an artifact that was there before his own. GitHub's digest is of the zip, which no manifest speaks of.
 */
export function dumpIn(artifacts: readonly Artifact[], manifest: Filed, shelf: Pick<Shelf, 'isMade'>): Artifact | undefined {
  const fitting = artifacts.filter(({ size }) => fits(size, manifest));
  return fitting.find((artifact) => shelf.isMade(artifact)) ?? fitting.at(-1);
}

/** Between the size of the content, and that of its zip as we write it. */
function fits(size: number, manifest: Filed): boolean {
  return size >= manifest.stored.size && size <= zipSize(dumpName(manifest), manifest.stored.size);
}

/** The artifact that the file of a backup is. */
export async function findDump(shelf: Shelf, manifest: Filed): Promise<Artifact | undefined> {
  const name = dumpName(manifest);
  const artifacts = (await shelf.known()).filter((artifact) => fileOf(artifact.name) === name);
  return dumpIn(artifacts, manifest, shelf);
}
