import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Failure, type Log } from '@slipway/action';
import { inTurns } from '../objects/in-turns.ts';
import type { Patience } from '../objects/service.ts';
import { readBlob } from './blobs.ts';
import { backupIn, fileOf, isDrill } from './names.ts';
import type { Artifact, Rest } from './rest.ts';
import type { Results } from './results.ts';
import type { Services } from './services.ts';

/** Manifests that are asked for at a time. */
const abreast = 8;

/** More than any manifest. */
const longest = 32 * 1024 * 1024;

interface Ways {
  readonly services: Services;
  readonly rest: Rest;
  /** Undefined outside of a job. */
  readonly results: Results | undefined;
  readonly patience: Patience;
  readonly log: Log;
}

/** The artifacts that are backups, their manifests or drills: what GitHub lists, and what this run made, which it may not list yet. */
export class Shelf {
  readonly #ways: Ways;
  readonly #made = new Map<number, Artifact>();
  readonly #gone = new Set<number>();
  /** What is in an artifact never changes. */
  readonly #texts = new Map<number, string>();
  #known: readonly Artifact[] | undefined;
  #warned = false;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  add(artifact: Artifact): void {
    this.#made.set(artifact.id, artifact);
  }

  isMade({ id }: Artifact): boolean {
    return this.#made.has(id);
  }

  forget({ id }: Artifact): void {
    this.#gone.add(id);
    this.#made.delete(id);
  }

  /** What this run made of a file, and nobody has seen. */
  forgetMade(file: string): void {
    for (const artifact of [...this.#made.values()]) if (fileOf(artifact.name) === file) this.forget(artifact);
  }

  /** All that bear names of ours, the newest first. */
  async list(): Promise<readonly Artifact[]> {
    const listed = await this.#ways.rest.list();
    const named = listed.filter(({ name }) => isOurs(fileOf(name)));
    const foreign = named.filter(({ trusted }) => !trusted);
    if (foreign.length > 0 && !this.#warned) {
      this.#warned = true;
      this.#ways.log.warn(`${foreign.length} artifacts with names of backups are of forks, or of no run that is known, and do not count.`);
    }
    this.#known = named.filter(({ trusted }) => trusted);
    return this.#all();
  }

  /** The same, as it was last seen. */
  async known(): Promise<readonly Artifact[]> {
    return this.#known ? this.#all() : this.list();
  }

  #all(): readonly Artifact[] {
    const all = new Map([...(this.#known ?? []), ...this.#made.values()].map((artifact) => [artifact.id, artifact]));
    return [...all.values()].filter(({ id }) => !this.#gone.has(id)).sort((one, other) => other.id - one.id);
  }

  read(artifact: Artifact, signal: AbortSignal): Readable {
    const { services, rest, results, patience } = this.#ways;
    const own = this.isMade(artifact) ? results : undefined;
    const address = (): Promise<URL> => (own ? own.address(artifact.name) : rest.address(artifact.id));
    return readBlob(services, patience, { name: artifact.name, sha256: artifact.sha256, address }, signal);
  }

  /** What the small ones of them hold, in their order; undefined where one is damaged or went meanwhile. */
  texts(artifacts: readonly Artifact[]): Promise<readonly (string | undefined)[]> {
    return inTurns(artifacts, abreast, async (artifact) => {
      const before = this.#texts.get(artifact.id);
      if (before !== undefined) return before;
      try {
        const text = await this.#text(artifact);
        this.#texts.set(artifact.id, text);
        return text;
      } catch (error) {
        if (!(error instanceof Failure) || !['checksum', 'destination-missing'].includes(error.reason)) throw error;
        this.#ways.log.debug(error.message);
        return undefined;
      }
    });
  }

  async #text(artifact: Artifact): Promise<string> {
    const limited = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      let size = 0;
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > longest) throw new Failure('checksum', `The artifact ${artifact.name} is too long for a manifest.`);
        yield chunk;
      }
    };
    return (await buffer(Readable.from(limited(this.read(artifact, this.#ways.patience.signal))))).toString();
  }
}

function isOurs(file: string): boolean {
  return backupIn(file) !== undefined || file.endsWith('.json') || isDrill(file);
}

/** The artifacts that bear the name of each file, the newest first. */
export const byFile = (artifacts: readonly Artifact[]): ReadonlyMap<string, readonly Artifact[]> =>
  Map.groupBy(artifacts, ({ name }) => fileOf(name));
