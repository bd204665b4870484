import type { Blobs } from './blobs.ts';
import { type Message, type Method, TwirpError, text } from './twirp.ts';

export interface CacheEntry {
  readonly id: number;
  readonly key: string;
  /** Hash of the paths and the compression, made by the client: entries of another one are not seen. */
  readonly version: string;
  readonly blob: string;
  finalized: boolean;
  size: number;
}

/** CacheService, version 2: entries of one repository, shared by its runs. That branches see only their own and the default branch's is not modelled. */
export function cacheMethods(entries: CacheEntry[], blobs: Blobs): Readonly<Record<string, Method>> {
  const find = (message: Message): CacheEntry | undefined => {
    const [key, version] = [text(message, 'key'), text(message, 'version')];
    return entries.find((entry) => entry.key === key && entry.version === version);
  };

  const create: Method = (message) => {
    if (find(message)) throw new TwirpError('already_exists', 'cache entry with the same key, version, and scope already exists');
    const facts = { key: text(message, 'key'), version: text(message, 'version'), blob: blobs.create() };
    entries.push({ ...facts, id: 9000 + entries.length, finalized: false, size: 0 });
    return { ok: true, signed_upload_url: blobs.sign(facts.blob, 'write') };
  };

  const finalize: Method = (message) => {
    const entry = find(message);
    const content = entry ? blobs.content(entry.blob) : undefined;
    if (!entry || !content) throw new TwirpError('not_found', 'nothing was uploaded for this cache entry');
    if (text(message, 'size_bytes') !== String(content.length)) {
      throw new TwirpError('invalid_argument', `${content.length} bytes were uploaded`);
    }
    Object.assign(entry, { finalized: true, size: content.length });
    return { ok: true, entry_id: String(entry.id) };
  };

  /** The key itself, then entries that begin with it, then those of each restore key in turn; the newest of several. */
  const lookUp: Method = (message) => {
    const key = text(message, 'key');
    const version = text(message, 'version');
    const seen = entries.filter((entry) => entry.finalized && entry.version === version).reverse();
    const others = (message['restore_keys'] as readonly string[] | undefined) ?? [];
    const prefixed = [key, ...others].map((prefix) => seen.find((entry) => entry.key.startsWith(prefix)));
    const entry = seen.find((candidate) => candidate.key === key) ?? prefixed.find((candidate) => candidate !== undefined);
    if (!entry) return { ok: false };
    return { ok: true, matched_key: entry.key, signed_download_url: blobs.sign(entry.blob, 'read') };
  };

  return { CreateCacheEntry: create, FinalizeCacheEntryUpload: finalize, GetCacheEntryDownloadURL: lookUp };
}
