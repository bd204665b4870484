import { isProven, type Manifest } from '../../manifest.ts';
import type { Destination, Listing, Stored } from '../store.ts';

export interface Union {
  readonly listing: Listing;
  /** The places that have a backup whole, the proven ones first. */
  readonly holders: ReadonlyMap<string, readonly Destination[]>;
}

/** What several places hold as one listing: of each backup the best copy speaks, and one whose manifest is believed before one that is not. */
export function unite(
  found: readonly { readonly place: Destination; readonly listing: Listing }[],
  believed: (manifest: Manifest) => boolean = () => true,
): Union {
  const rank = ({ whole, manifest }: Stored): number => (believed(manifest) ? 4 : 0) + (whole ? 2 : 0) + (isProven(manifest) ? 1 : 0);
  const copies = new Map<string, { readonly place: Destination; readonly stored: Stored }[]>();
  for (const { place, listing } of found) {
    for (const stored of listing.backups) {
      const { id } = stored.manifest;
      copies.set(id, [...(copies.get(id) ?? []), { place, stored }]);
    }
  }
  const holders = new Map<string, readonly Destination[]>();
  const backups = [...copies].flatMap(([id, all]): Stored[] => {
    const sorted = all.toSorted((a, b) => rank(b.stored) - rank(a.stored));
    const [best] = sorted;
    if (!best) return [];
    holders.set(
      id,
      sorted.filter(({ stored }) => stored.whole).map(({ place }) => place),
    );
    return [{ ...best.stored, copies: all.filter(({ stored }) => stored.whole && rank(stored) === rank(best.stored)).length }];
  });
  backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
  return { listing: { backups, strange: found.reduce((sum, { listing }) => sum + listing.strange, 0) }, holders };
}
