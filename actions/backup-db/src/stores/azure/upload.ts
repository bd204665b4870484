import { randomBytes } from 'node:crypto';
import type { Upload } from '../objects/bucket.ts';
import { Refusal } from '../objects/service.ts';
import { type Azure, bodyOf } from './bucket.ts';

/** Blocks, and a list of them that makes them a blob: before it there is nothing that anybody sees. */
export function beginUpload(azure: Azure, name: string, signal: AbortSignal): Upload {
  const { service, request } = azure;
  const own = randomBytes(6).toString('hex');
  const blocks = new Map<number, string>();
  return {
    id: own,
    async part(number, body) {
      // All of a blob must be of one length.
      const id = Buffer.from(`${own}-${String(number).padStart(6, '0')}`).toString('base64');
      const reply = await service.ask(request('PUT', name, { comp: 'block', blockid: id }, body), { signal });
      reply.stream.resume();
      blocks.set(number, id);
    },
    async complete(size) {
      const ids = [...blocks].sort(([one], [other]) => one - other).map(([, id]) => id);
      // An answer that was lost is asked for again, and then its blocks may be unknown because they are the blob. The blob itself tells.
      const refused = await commit(azure, name, ids).then(
        () => undefined,
        (error: unknown) => error,
      );
      const { headers } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
      if (Number(headers['content-length']) === size) return;
      throw refused ?? service.explain(new Refusal(500, 'NoBlob', 'the upload was not completed', headers, ''));
    },
  };
}

/**
 * Makes a blob of blocks. @returns its tag; undefined where a condition of `more` does not hold
 * @throws Failure where the service does not take it
 */
export async function commit(
  { service, request }: Azure,
  name: string,
  ids: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const list = ids.map((id) => `<Latest>${id}</Latest>`).join('');
  const body = bodyOf(`<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`);
  const headers = { 'x-ms-blob-content-type': 'application/octet-stream', ...more };
  const accept = Object.keys(more).length > 0 ? [409, 412] : [];
  const { reply } = await service.read(request('PUT', name, { comp: 'blocklist' }, body, headers), { accept });
  return reply.status < 300 ? String(reply.headers.etag) : undefined;
}
