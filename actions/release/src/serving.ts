import { type Entry, isConfirmed, transactions } from '@slipway/journal';

/** The image of a service that was confirmed last, by the journal; undefined where none was. */
export function servingImage(entries: readonly Entry[], service: string): string | undefined {
  const confirmed = transactions(entries).findLast(isConfirmed);
  const order = confirmed?.entries.findLast(
    ({ step, phase, data }) => step === 'switch' && phase === 'intent' && data?.['images'] !== undefined,
  );
  const images = order?.data?.['images'];
  const image: unknown = typeof images === 'object' && images !== null ? (images as Record<string, unknown>)[service] : undefined;
  return typeof image === 'string' ? image : undefined;
}
