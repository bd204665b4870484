import type { Observation } from './observation.ts';

/** The digest of the image that an answer names: the header `x-image-digest`, else `digest` in a JSON body. */
export function readDigest({ headers, json }: Pick<Observation, 'headers' | 'json'>): string | undefined {
  const header = Object.hasOwn(headers, 'x-image-digest') ? headers['x-image-digest'] : undefined;
  if (header?.trim()) return header.trim().slice(0, 200);
  const body =
    typeof json === 'object' && json !== null && Object.hasOwn(json, 'digest') ? (json as { readonly digest?: unknown }).digest : undefined;
  return typeof body === 'string' && body.trim() !== '' ? body.trim().slice(0, 200) : undefined;
}

/** The same image: `registry/app@sha256:…` and `sha256:…` name one. */
export function sameDigest(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(plain(text));
}

function plain(text: string): string {
  return text
    .slice(text.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
}
