import type { Bucket, Entry, Page } from '../objects/bucket.ts';
import { type Body, openConnections, type Request } from '../objects/http.ts';
import { readOn } from '../objects/reading.ts';
import { openService, type Patience, Refusal, type Service, timeOf } from '../objects/service.ts';
import { elements, text } from '../objects/xml.ts';
import { explainAzure, type Place } from './explain.ts';
import { type Credentials, prove } from './signature.ts';
import { beginUpload, commit } from './upload.ts';

export interface Container {
  readonly account: string;
  readonly container: string;
  /** Without slashes at its ends; empty for the whole container. */
  readonly prefix: string;
  /** Address below which the container is. */
  readonly endpoint: string;
}

/** What a part of this action asks of Azure Blob. */
export interface Azure {
  readonly service: Service;
  /** @param name of an object; undefined for the container itself */
  request(
    method: string,
    name: string | undefined,
    query?: Readonly<Record<string, string>>,
    body?: Body,
    more?: Readonly<Record<string, string>>,
  ): Request;
}

export const bodyOf = (content: string): Body => {
  const bytes = Buffer.from(content);
  return { size: bytes.length, open: () => bytes };
};

export function openContainer(address: Container, credentials: Credentials, patience: Patience): Bucket {
  const connections = openConnections(patience.stall);
  const begin = address.prefix ? `${address.prefix}/` : '';
  const place = placeOf(address);
  const service = openService(
    connections,
    {
      prove: (asked, at) => ({ ...asked, ...prove({ ...asked, size: asked.body?.size ?? 0 }, address.account, credentials, at) }),
      read: (body, headers) => ({
        code: text(body, 'Code') ?? String(headers['x-ms-error-code'] ?? ''),
        said: (text(body, 'Message') ?? '').split('\n')[0] ?? '',
      }),
      explain: (error) => explainAzure(error, place),
      passing: new Set(['ServerBusy', 'OperationTimedOut', 'InternalError']),
    },
    patience,
  );
  const azure: Azure = {
    service,
    request(method, name, query = {}, body, more = {}) {
      const url = new URL(address.endpoint);
      const path = name === undefined ? address.container : `${address.container}/${begin}${name}`;
      url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
      url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
      return { method, url, headers: more, ...(body ? { body } : {}) };
    },
  };
  const { request } = azure;
  const list = (start: string, more?: Readonly<Record<string, string>>) => listBlobs(azure, patience, begin, start, more);
  return {
    folder: place.folder,
    where: place.where,
    cut: { uniform: false, parts: 900 },
    list: (start) => list(start),
    async get(name) {
      const { reply, text: content } = await service.read(request('GET', name), { accept: [404] });
      if (reply.status !== 404) return content;
      const code = String(reply.headers['x-ms-error-code'] ?? text(content, 'Code') ?? '');
      if (code === 'BlobNotFound') return undefined;
      throw service.explain(new Refusal(404, code, text(content, 'Message') ?? '', reply.headers, content));
    },
    read: (name, signal) => readOn(service, patience, (from) => request('GET', name, {}, undefined, from), signal),
    async put(name, content) {
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/json' };
      await service.read(request('PUT', name, {}, bodyOf(content), headers));
    },
    async lockedUntil(name) {
      const { headers, status } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
      if (status === 404) return undefined;
      if (headers['x-ms-legal-hold'] === 'true') return 'a legal hold on it ends';
      const until = headers['x-ms-immutability-policy-until-date'];
      return typeof until === 'string' && Date.parse(until) > timeOf({ headers }, patience.clock.now())
        ? new Date(until).toISOString()
        : undefined;
    },
    async remove(name) {
      await service.read(request('DELETE', name, {}, undefined, { 'x-ms-delete-snapshots': 'include' }), { accept: [404] });
    },
    upload: async (name, signal) => beginUpload(azure, name, signal),
    endUpload: async (name) => void (await endUpload(azure, name)),
    async endUploads(start, ours) {
      const whole = new Set((await list(start)).entries.map(({ name }) => name));
      const all = (await list(start, { include: 'uncommittedblobs' })).entries.map(({ name }) => name);
      const begun = all.filter((name) => !whole.has(name) && ours(name));
      const ended: string[] = [];
      for (const name of begun) if (await endUpload(azure, name)) ended.push(name);
      return ended;
    },
    close: () => connections.close(),
  };
}

const placeOf = ({ account, container, prefix, endpoint }: Container): Place => ({
  folder: `azure://${account}/${container}${prefix ? `/${prefix}` : ''}`,
  account,
  container,
  where: new URL(endpoint).host,
});

/** Blocks without a blob cannot be removed: they are made one of nothing, and that goes. One that is a blob by now is left to whoever removes it. */
async function endUpload(azure: Azure, name: string): Promise<boolean> {
  const { service, request } = azure;
  const { reply } = await service.read(request('HEAD', name), { accept: [404] });
  if (reply.status !== 404) return false;
  const made = await commit(azure, name, [], { 'if-none-match': '*' });
  // Somebody completed it meanwhile.
  if (made === undefined) return false;
  await service.read(request('DELETE', name, {}, undefined, { 'if-match': made }), { accept: [404, 412] });
  return true;
}

/** Pages, one after the other: each says where the next begins. */
async function listBlobs(
  { service, request }: Azure,
  patience: Patience,
  begin: string,
  start: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const entries: Entry[] = [];
  let now = patience.clock.now();
  let marker: string | undefined;
  do {
    const query = { restype: 'container', comp: 'list', delimiter: '/', prefix: begin + start, ...more, ...(marker ? { marker } : {}) };
    const { reply, text: page } = await service.read(request('GET', undefined, query));
    now = timeOf(reply, now);
    for (const blob of elements(page, 'Blob')) {
      const name = text(blob, 'Name')?.slice(begin.length) ?? '';
      entries.push({ name, size: Number(text(blob, 'Content-Length')), modified: Date.parse(text(blob, 'Last-Modified') ?? '') });
    }
    marker = text(page, 'NextMarker') || undefined;
  } while (marker);
  return { entries, now };
}
