import { createHash } from 'node:crypto';
import type { Bucket, Entry, Hashed, Page } from '../objects/bucket.ts';
import { type Body, type Connections, openConnections, type Request } from '../objects/http.ts';
import { readOn } from '../objects/reading.ts';
import { openService, type Patience, Refusal, type Service, timeOf } from '../objects/service.ts';
import { elements, text } from '../objects/xml.ts';
import { explainS3, type Place } from './explain.ts';
import { type Credentials, canonicalQuery, emptyHash, encode, sign } from './signature.ts';
import { beginUpload } from './upload.ts';

export interface S3Address {
  readonly bucket: string;
  /** Without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
  readonly style: 'path' | 'virtual';
  /** Whether the service keeps a checksum with each part, and compares it: AWS does, and others may not know the words. */
  readonly checksums: boolean;
}

/** What a part of this action asks of S3. */
export interface S3 {
  readonly service: Service;
  readonly patience: Patience;
  readonly checksums: boolean;
  request(
    method: string,
    name: string | undefined,
    query?: Readonly<Record<string, string>>,
    body?: Hashed,
    more?: Readonly<Record<string, string>>,
  ): Request;
}

export const hashed = (content: string | Buffer): Hashed => {
  const bytes = Buffer.from(content);
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), open: () => bytes };
};

export function openBucket(address: S3Address, credentials: Credentials, patience: Patience): Bucket {
  const connections = openConnections(patience.stall);
  const s3 = speak(address, credentials, patience, connections);
  const { service, request } = s3;
  const key = (name: string): string => (address.prefix ? `${address.prefix}/${name}` : name);
  const begin = address.prefix ? `${address.prefix}/` : '';
  const { folder, where } = placeOf(address);
  return {
    folder,
    where,
    // R2 wants parts of one size; it takes 10,000 of them, as AWS does. Others end at 1,000.
    cut: /\.r2\.cloudflarestorage\.com$/.test(where) ? { uniform: true, parts: 9000 } : { uniform: false, parts: 900 },
    list: (start) => listObjects(s3, begin, key(start)),
    async get(name) {
      const { reply, text: content } = await service.read(request('GET', name), { accept: [404] });
      if (reply.status !== 404) return content;
      const code = text(content, 'Code') ?? '';
      if (code === 'NoSuchKey') return undefined;
      throw service.explain(new Refusal(404, code, text(content, 'Message') ?? '', reply.headers, content));
    },
    read: (name, signal) => readOn(service, patience, (from) => request('GET', name, {}, undefined, from), signal),
    async put(name, content) {
      await service.read(request('PUT', name, {}, hashed(content), { 'content-type': 'application/json' }));
    },
    async lockedUntil(name) {
      const { headers, status } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
      if (status === 404) return undefined;
      if (headers['x-amz-object-lock-legal-hold'] === 'ON') return 'a legal hold on it ends';
      const until = headers['x-amz-object-lock-retain-until-date'];
      return typeof until === 'string' && Date.parse(until) > timeOf({ headers }, patience.clock.now()) ? until : undefined;
    },
    async remove(name) {
      await service.read(request('DELETE', name), { accept: [404] });
    },
    upload: (name, signal) => beginUpload(s3, name, signal),
    async endUpload(name, id) {
      await service.read(request('DELETE', name, { uploadId: id }), { accept: [404] });
    },
    endUploads: (start, ours) => endUploads(s3, begin, key(start), ours),
    close: () => connections.close(),
  };
}

const placeOf = ({ bucket, prefix, endpoint, region }: S3Address): Place => ({
  folder: `s3://${bucket}${prefix ? `/${prefix}` : ''}`,
  bucket,
  where: new URL(endpoint).host,
  region,
});

/** Where the bucket is: below the host of the service, or on a host of its own. */
export function baseOf({ endpoint, bucket, style }: Pick<S3Address, 'endpoint' | 'bucket' | 'style'>): URL {
  const base = new URL(endpoint);
  const path = base.pathname.replace(/\/+$/, '');
  base.pathname = style === 'path' ? `${path}/${encode(bucket)}/` : `${path}/`;
  if (style === 'virtual') base.hostname = `${bucket}.${base.hostname}`;
  return base;
}

function speak(address: S3Address, credentials: Credentials, patience: Patience, connections: Connections): S3 {
  const base = baseOf(address);
  const hashOf = (body: Body | undefined): string => (body ? (body as Hashed).sha256 : emptyHash);
  const service = openService(
    connections,
    {
      prove: (asked, at) => ({ ...asked, headers: sign({ ...asked, hash: hashOf(asked.body) }, credentials, address.region, at) }),
      read: (body) => ({ code: text(body, 'Code') ?? '', said: text(body, 'Message') ?? '' }),
      explain: (error, at) => explainS3(error, placeOf(address), at),
      passing: new Set(['RequestTimeout', 'SlowDown', 'BadDigest', 'XAmzContentSHA256Mismatch', 'IncompleteBody', 'OperationAborted']),
    },
    patience,
  );
  return {
    service,
    patience,
    checksums: address.checksums,
    request(method, name, query = {}, body, more = {}) {
      const url = new URL(base);
      const prefix = address.prefix ? `${address.prefix}/` : '';
      url.pathname = base.pathname + (name === undefined ? '' : (prefix + name).split('/').map(encode).join('/'));
      url.search = canonicalQuery(new URLSearchParams(query));
      return { method, url, headers: more, ...(body ? { body } : {}) };
    },
  };
}

/** Pages of a thousand, one after the other: each says where the next begins. */
async function listObjects({ service, request, patience }: S3, begin: string, prefix: string): Promise<Page> {
  const entries: Entry[] = [];
  let now = patience.clock.now();
  let token: string | undefined;
  do {
    const query = { 'list-type': '2', delimiter: '/', prefix, ...(token ? { 'continuation-token': token } : {}) };
    const { reply, text: page } = await service.read(request('GET', undefined, query));
    now = timeOf(reply, now);
    for (const content of elements(page, 'Contents')) {
      const name = text(content, 'Key')?.slice(begin.length) ?? '';
      entries.push({ name, size: Number(text(content, 'Size')), modified: Date.parse(text(content, 'LastModified') ?? '') });
    }
    token = text(page, 'IsTruncated') === 'true' ? text(page, 'NextContinuationToken') : undefined;
  } while (token);
  return { entries, now };
}

/** Uploads that nobody completed: their parts cost money and are seen by nobody. */
async function endUploads(
  { service, request }: S3,
  begin: string,
  prefix: string,
  ours: (name: string) => boolean,
): Promise<readonly string[]> {
  const { text: page } = await service.read(request('GET', undefined, { uploads: '', prefix }));
  const names: string[] = [];
  for (const upload of elements(page, 'Upload')) {
    const name = text(upload, 'Key')?.slice(begin.length) ?? '';
    if (!ours(name)) continue;
    await service.read(request('DELETE', name, { uploadId: text(upload, 'UploadId') ?? '' }), { accept: [404] });
    names.push(name);
  }
  return names;
}
