// What Azure's blob storage does behind the signed addresses that artifacts and caches are sent to and fetched from.
import { createHash, randomBytes } from 'node:crypto';
import type { Received, Reply } from '../server.ts';

interface Blob {
  content: Buffer | undefined;
  type: string;
  /** Sent, and not yet part of the content; afterwards those that are. */
  blocks: Map<string, Buffer>;
}

/** What a signed address is good for. */
type Right = 'read' | 'write';

export interface Blobs {
  /** A new empty blob; its name. */
  create(): string;
  /** An address that needs no other proof than itself. */
  sign(name: string, right: Right, filename?: string): string;
  /** Undefined until the upload is complete. */
  content(name: string): Buffer | undefined;
  /** Other bytes, as a disk that fails would give them. */
  spoil(name: string, content: Buffer): void;
  answer(request: Received): Reply;
}

/** Path below which blobs stand: account and container, as Azure's client reads them from an address with a number for a host. */
export const blobPath = '/results/blobs/';

export const storageError = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

export const sha256 = (content: Buffer): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** @param origin where the fake listens; asked for late, because it is known late */
export function createBlobs(origin: () => string): Blobs {
  const blobs = new Map<string, Blob>();
  const rights = new Map<string, { name: string; right: Right; filename: string | undefined }>();

  const put = (blob: Blob, { query, headers, body }: Received): Reply => {
    const part = query.get('comp');
    if (part === 'block') {
      blob.blocks.set(query.get('blockid') ?? '', body);
      return { status: 201, headers: common() };
    }
    if (part === 'blocklist') {
      const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(([, id = '']) => id);
      const known = ids.flatMap((id): [string, Buffer][] => {
        const content = blob.blocks.get(id);
        return content ? [[id, content]] : [];
      });
      if (known.length !== ids.length) return storageError(400, 'InvalidBlockList');
      blob.content = Buffer.concat(known.map(([, content]) => content));
      // Those that are in a blob may be in its next list again; the others are gone.
      blob.blocks = new Map(known);
    } else {
      if (headers['x-ms-blob-type'] !== 'BlockBlob') return storageError(400, 'MissingRequiredHeader');
      blob.content = body;
      blob.blocks.clear();
    }
    blob.type = String(headers['x-ms-blob-content-type'] ?? headers['content-type'] ?? blob.type);
    return { status: 201, headers: { ...common(), etag: `"${sha256(blob.content).slice(7, 23)}"` } };
  };

  const get = (blob: Blob, filename: string | undefined, { headers }: Received): Reply => {
    const { content, type } = blob;
    if (!content) return storageError(404, 'BlobNotFound');
    const name = filename ? { 'content-disposition': `attachment; filename="${filename}"` } : {};
    const etag = `"${sha256(content).slice(7, 23)}"`;
    const all = { ...common(), ...name, 'content-type': type, etag, 'accept-ranges': 'bytes', 'x-ms-blob-type': 'BlockBlob' };
    const range = /^bytes=(\d+)-(\d*)$/.exec(String(headers['x-ms-range'] ?? headers.range ?? ''));
    if (!range) return { status: 200, headers: all, body: content };
    const start = Number(range[1]);
    if (start >= content.length) return storageError(416, 'InvalidRange');
    const end = Math.min(range[2] ? Number(range[2]) : content.length - 1, content.length - 1);
    const where = { 'content-range': `bytes ${start}-${end}/${content.length}` };
    return { status: 206, headers: { ...all, ...where }, body: content.subarray(start, end + 1) };
  };

  return {
    create: () => {
      const name = randomBytes(8).toString('hex');
      blobs.set(name, { content: undefined, type: 'application/octet-stream', blocks: new Map() });
      return name;
    },
    sign: (name, right, filename) => {
      // Long: clients mask this value everywhere in their logs.
      const signature = randomBytes(32).toString('base64url');
      rights.set(signature, { name, right, filename });
      const search = new URLSearchParams({ sv: '2025-11-05', sp: right === 'read' ? 'r' : 'cw', sig: signature });
      return `${origin()}${blobPath}${name}?${search}`;
    },
    content: (name) => blobs.get(name)?.content,
    spoil: (name, content) => {
      const blob = blobs.get(name);
      if (blob) blob.content = content;
    },
    answer: (request) => {
      const name = request.path.slice(blobPath.length);
      const granted = rights.get(request.query.get('sig') ?? '');
      const right: Right = request.method === 'PUT' ? 'write' : 'read';
      if (granted?.name !== name || granted.right !== right) return storageError(403, 'AuthorizationPermissionMismatch');
      const blob = blobs.get(name);
      if (!blob) return storageError(404, 'BlobNotFound');
      return right === 'write' ? put(blob, request) : get(blob, granted.filename, request);
    },
  };
}

const common = (): Record<string, string> => ({
  'x-ms-request-id': randomBytes(8).toString('hex'),
  'x-ms-version': '2025-11-05',
  'last-modified': new Date().toUTCString(),
});
