import { Failure } from '@slipway/action';
import type { Upload } from '../objects/bucket.ts';
import { Refusal } from '../objects/service.ts';
import { escaped, text } from '../objects/xml.ts';
import { hashed, type S3 } from './bucket.ts';

interface Part {
  readonly tag: string;
  readonly sha256: string;
}

/** A multipart upload: an object only when it is completed. Its beginning is waited for even when the run is over: nobody could end it otherwise. */
export async function beginUpload(s3: S3, name: string, signal: AbortSignal): Promise<Upload> {
  const { service, request, checksums } = s3;
  const algorithm = checksums ? { 'x-amz-checksum-algorithm': 'SHA256' } : {};
  const order = request('POST', name, { uploads: '' }, hashed(''), { 'content-type': 'application/octet-stream', ...algorithm });
  const begun = await service.read(order, { signal: new AbortController().signal });
  const uploadId = text(begun.text, 'UploadId');
  if (!uploadId) throw new Failure('destination-unwritable', `The answer to the beginning of the upload of ${name} holds no upload.`);
  const parts = new Map<number, Part>();
  return {
    id: uploadId,
    async part(number, body) {
      const sha256 = Buffer.from(body.sha256, 'hex').toString('base64');
      const proof = checksums ? { 'x-amz-checksum-sha256': sha256 } : {};
      const reply = await service.ask(request('PUT', name, { partNumber: String(number), uploadId }, body, proof), { signal });
      reply.stream.resume();
      parts.set(number, { tag: String(reply.headers.etag ?? ''), sha256 });
    },
    complete: (size) => completeUpload(s3, name, { uploadId, parts, size }),
  };
}

interface Sent {
  readonly uploadId: string;
  readonly parts: ReadonlyMap<number, Part>;
  readonly size: number;
}

async function completeUpload(s3: S3, name: string, { uploadId, parts, size }: Sent): Promise<void> {
  const { service, request, checksums } = s3;
  const list = [...parts]
    .sort(([a], [b]) => a - b)
    .map(([number, { tag, sha256 }]) => {
      const proof = checksums ? `<ChecksumSHA256>${sha256}</ChecksumSHA256>` : '';
      return `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(tag)}</ETag>${proof}</Part>`;
    });
  const body = hashed(
    `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${list.join('')}</CompleteMultipartUpload>`,
  );
  // An answer that was lost is asked for again, and then the upload is gone because it is complete: 404. The object itself tells.
  const { text: said } = await service.read(request('POST', name, { uploadId }, body, { 'content-type': 'application/xml' }), {
    accept: [404],
  });
  const code = text(said, 'Code');
  const { headers } = (await service.read(request('HEAD', name), { accept: [404] })).reply;
  if (Number(headers['content-length']) === size) return;
  const why = code ? ` (${code}: ${text(said, 'Message') ?? ''})` : '';
  // The head of an answer is sent before the work is done: a no may come with 200.
  const problem = new Refusal(500, code ?? 'NoObject', `the upload was not completed${why}`, headers, said);
  throw service.explain(problem);
}
