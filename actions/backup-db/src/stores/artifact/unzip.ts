import { crc32 } from 'node:zlib';
import { pieceHead, signatures } from './zip.ts';

/** An artifact that is not as it was sent. */
export class Damaged extends Error {}

/** Bytes that come in chunks, taken as they are needed. */
class Input {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async #more(): Promise<Buffer> {
    const { done, value } = await this.#chunks.next();
    if (done) throw new Damaged('it ends too early');
    return value;
  }

  async take(size: number): Promise<Buffer> {
    while (this.#rest.length < size) this.#rest = Buffer.concat([this.#rest, await this.#more()]);
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return taken;
  }

  /** As many bytes, as they come. */
  async *pass(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#more();
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      if (part.length > 0) yield part;
    }
  }

  async drain(): Promise<void> {
    this.#rest = Buffer.alloc(0);
    while (!(await this.#chunks.next()).done);
  }
}

/**
 * The content of a zip as this action writes it, and of no other: whatever is different is damage. The directory behind the content is left to whoever
 * compares the hash of the whole. @throws Damaged
 */
export async function* unzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = new Input(chunks);
  const head = await input.take(30);
  if (head.readUInt32LE(0) !== signatures.file || head.readUInt16LE(6) !== 8 || head.readUInt16LE(8) !== 8)
    throw new Damaged('it does not begin like a backup');
  await input.take(head.readUInt16LE(26) + head.readUInt16LE(28));
  let crc = 0;
  for (let last = false; !last; ) {
    const block = await input.take(pieceHead);
    const length = block.readUInt16LE(1);
    const kind = block[0] ?? 0;
    if (kind > 1 || (length ^ block.readUInt16LE(3)) !== 0xffff) throw new Damaged('a piece of it has no good beginning');
    last = kind === 1;
    for await (const part of input.pass(length)) {
      crc = crc32(part, crc);
      yield part;
    }
  }
  const behind = await input.take(8);
  if (behind.readUInt32LE(0) !== signatures.descriptor || behind.readUInt32LE(4) !== crc) throw new Damaged('its checksum is another one');
  await input.drain();
}
