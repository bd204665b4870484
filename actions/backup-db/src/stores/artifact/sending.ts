import { Failure } from '@slipway/action';
import type { Content } from '../../manifest.ts';
import { type BlockUpload, uploadBlocks } from './blobs.ts';
import { anotherName } from './names.ts';
import type { Artifact } from './rest.ts';
import type { Results } from './results.ts';
import type { Services } from './services.ts';
import { Zip } from './zip.ts';

/** A file on its way to be an artifact: there is none before it is completed. */
export interface Sending {
  readonly artifact: string;
  readonly upload: BlockUpload;
  /** @returns the artifact, once others can see it */
  complete(zip: Content): Promise<Artifact>;
}

interface Ways {
  readonly services: Services;
  readonly results: Results;
  readonly now: () => number;
  /** Number of this run. */
  readonly run: string;
}

export interface Order {
  readonly file: string;
  readonly expires: Date | undefined;
  /** There is one already, which it takes the place of. */
  readonly again?: boolean;
  readonly signal?: AbortSignal;
}

/** Names are taken by what came to nothing too: then another one is. */
const attempts = 3;

export async function beginSending({ services, results, now, run }: Ways, { file, expires, again, signal }: Order): Promise<Sending> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const name = again || attempt > 0 ? anotherName(file, new Date(now())) : file;
    const begun = await results.create(name, expires);
    if (!begun) continue;
    const upload = uploadBlocks(services, begun.url, signal);
    return {
      artifact: name,
      upload,
      async complete({ size, sha256 }) {
        await upload.commit();
        const id = await results.finalize(name, size, sha256);
        return { id, name, size, sha256, run, expires, trusted: true };
      },
    };
  }
  throw new Failure('destination-unwritable', `The run has artifacts of every name that ${file} could have.`, {
    state: 'No backup was stored there.',
    hint: 'Run the same job again: it uses other names.',
  });
}

/** A small file in one part. */
export async function sendText(ways: Ways, order: Order, text: string): Promise<Artifact> {
  const sending = await beginSending(ways, order);
  const zip = new Zip(order.file, new Date(ways.now()));
  zip.end(text);
  const bytes = Buffer.concat(await zip.toArray());
  const { size, sha256 } = zip.content;
  await sending.upload.part(1, { size, sha256, open: () => bytes });
  return sending.complete(zip.content);
}
