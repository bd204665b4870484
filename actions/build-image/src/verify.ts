import { Failure } from '@slipway/action';
import { type Registry, sizeOf } from './registry.ts';
import type { Repository } from './repository.ts';

export interface Pushed {
  readonly digest: string;
  /** Compressed bytes; undefined for an index. */
  readonly size: number | undefined;
}

/** Reads back what was pushed: a digest that only the builder has seen is a claim. @throws Failure `digest-mismatch`, `push-failed` */
export async function verifyPush(
  registry: Registry,
  repository: Repository,
  digest: string | undefined,
  references: readonly string[],
): Promise<Pushed> {
  const mismatch = (message: string): Failure =>
    new Failure('digest-mismatch', message, {
      hint: 'Another job may push the same tags at the same time. Run the job again, with tags of its own.',
    });
  if (!digest) throw new Failure('push-failed', 'buildx ended well and named no digest.', { hint: 'Update buildx.' });
  const manifest = await registry.manifest(digest);
  if (!manifest) throw mismatch(`${repository.name} does not hold ${digest}, which was just pushed.`);
  for (const reference of references) {
    const found = await registry.manifest(reference.slice(repository.name.length + 1));
    if (found?.digest !== digest)
      throw mismatch(`${reference} leads to ${found?.digest ?? 'nothing'}, not to ${digest}, which was just pushed.`);
  }
  return { digest, size: sizeOf(manifest) };
}
