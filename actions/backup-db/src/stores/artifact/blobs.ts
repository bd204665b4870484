import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Failure } from '@slipway/action';
import type { Upload } from '../objects/bucket.ts';
import type { Body, Request } from '../objects/http.ts';
import { readOn } from '../objects/reading.ts';
import type { Patience } from '../objects/service.ts';
import { folder } from './explain.ts';
import type { Services } from './services.ts';
import { Damaged, unzip } from './unzip.ts';

/** The bytes of artifacts stand in Azure's blob storage, behind addresses that say what may be done with them. */

/** What is signed stays as it was written. */
const withQuery = (url: URL, query: Readonly<Record<string, string>>): URL => {
  const asked = new URL(url);
  asked.search = `${url.search}${url.search ? '&' : '?'}${new URLSearchParams(query)}`;
  return asked;
};

export interface BlockUpload extends Pick<Upload, 'part'> {
  /** All parts become the blob. */
  commit(): Promise<void>;
}

/** Blocks go to the address, and their list makes them a blob. That can be said twice: what is in the blob may be in it again. */
export function uploadBlocks({ blobs }: Pick<Services, 'blobs'>, url: URL, signal?: AbortSignal): BlockUpload {
  const blocks = new Map<number, string>();
  const options = signal ? { signal } : {};
  return {
    async part(number, body) {
      // All of a blob must be of one length.
      const id = Buffer.from(`block-${String(number).padStart(6, '0')}`).toString('base64');
      const request: Request = { method: 'PUT', url: withQuery(url, { comp: 'block', blockid: id }), headers: {}, body };
      const reply = await blobs.ask(request, options);
      reply.stream.resume();
      blocks.set(number, id);
    },
    async commit() {
      const ids = [...blocks].sort(([one], [other]) => one - other).map(([, id]) => `<Latest>${id}</Latest>`);
      const bytes = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.join('')}</BlockList>`);
      const body: Body = { size: bytes.length, open: () => bytes };
      // Clients unzip what has this type.
      const headers = { 'x-ms-blob-content-type': 'application/zip', 'content-type': 'application/xml' };
      await blobs.read({ method: 'PUT', url: withQuery(url, { comp: 'blocklist' }), headers, body });
    },
  };
}

export interface Wanted {
  /** Of the artifact. */
  readonly name: string;
  /** SHA-256 of its zip as GitHub has it; undefined where it does not say. */
  readonly sha256: string | undefined;
  /** An address that is good now; asked for anew whenever a connection has to be. */
  readonly address: () => Promise<URL>;
}

/** What is in an artifact. @throws Failure `checksum` where other bytes came than were sent */
export function readBlob({ blobs }: Pick<Services, 'blobs'>, patience: Patience, wanted: Wanted, signal: AbortSignal): Readable {
  const ask = async (headers: Readonly<Record<string, string>>): Promise<Request> => ({
    method: 'GET',
    url: await wanted.address(),
    headers,
  });
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of readOn(blobs, patience, ask, signal) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const content = async function* (): AsyncGenerator<Buffer> {
    try {
      yield* unzip(hashed());
    } catch (error) {
      throw error instanceof Damaged ? damaged(wanted.name, error.message, error) : error;
    }
    const found = hash.digest('hex');
    if (wanted.sha256 !== undefined && found !== wanted.sha256)
      throw damaged(wanted.name, `its SHA-256 is ${found.slice(0, 12)}…, and GitHub's own note of it ${wanted.sha256.slice(0, 12)}…`);
  };
  return Readable.from(content(), { objectMode: false, highWaterMark: 1024 * 1024 });
}

function damaged(name: string, why: string, cause?: unknown): Failure {
  return new Failure('checksum', `The artifact ${name} in ${folder} is not what was sent: ${why}.`, {
    hint: 'Use another backup.',
    cause,
  });
}
