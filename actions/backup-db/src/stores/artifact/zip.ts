import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { crc32 } from 'node:zlib';

/**
 * A zip of one file whose size nobody knows when it begins. Every client unzips what it downloads, so a backup travels in one: its bytes stand in it as
 * they are, in stored pieces of DEFLATE, because what is encrypted gets no smaller. Form: APPNOTE.TXT of PKWARE, RFC 1951 section 3.2.4.
 */

/** The longest piece that DEFLATE stores. */
export const piece = 65_535;
export const pieceHead = 5;
/** An empty piece that is the last one. */
const lastPiece = Buffer.from([1, 0, 0, 0xff, 0xff]);

export const signatures = { file: 0x04034b50, descriptor: 0x08074b50, entry: 0x02014b50, end: 0x06054b50 } as const;
const end64 = 0x06064b50;
const locator64 = 0x07064b50;
const most32 = 0xffffffff;

/** Numbers of two, four and eight bytes, one after the other. */
function fields(...list: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  const all = Buffer.alloc(list.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of list) {
    if (bytes === 8) all.writeBigUInt64LE(BigInt(value), at);
    else all.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return all;
}

/** Time and date as DOS wrote them, in UTC. */
function dosTime(at: Date): [time: number, date: number] {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return [time, (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()];
}

/** Flag 8: checksum and sizes come behind the content. Method 8: DEFLATE. */
const begin = (name: string, [time, date]: readonly [number, number]): Buffer =>
  Buffer.concat([
    fields([4, signatures.file], [2, 20], [2, 8], [2, 8], [2, time], [2, date], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    Buffer.from(name),
  ]);

interface Totals {
  readonly name: string;
  readonly dos: readonly [number, number];
  readonly crc: number;
  /** Bytes of the content, and of its pieces. */
  readonly plain: number;
  readonly packed: number;
}

/** All that stands behind the content. */
export function trailer({ name, dos: [time, date], crc, plain, packed }: Totals): Buffer {
  const wide = plain >= most32 || packed >= most32;
  const size = (value: number): readonly [4, number] => [4, wide ? most32 : value];
  const wideSizes = wide ? fields([2, 1], [2, 16], [8, plain], [8, packed]) : Buffer.alloc(0);
  const bytes = wide ? 8 : 4;
  const descriptor = fields([4, signatures.descriptor], [4, crc], [bytes, packed], [bytes, plain]);
  const version = wide ? 45 : 20;
  // Made on Unix; a file that everybody may read.
  const made = fields([4, signatures.entry], [2, 0x0300 | version], [2, version], [2, 8], [2, 8], [2, time], [2, date], [4, crc]);
  const place = fields([2, name.length], [2, wideSizes.length], [2, 0], [2, 0], [2, 0], [4, 0o100644 * 65_536], [4, 0]);
  const entry = Buffer.concat([made, fields(size(packed), size(plain)), place, Buffer.from(name), wideSizes]);
  const at = 30 + name.length + packed + descriptor.length;
  const directory64 = [fields([4, end64], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, 1], [8, 1], [8, entry.length], [8, at])];
  const locator = fields([4, locator64], [4, 0], [8, at + entry.length], [4, 1]);
  const end = fields([4, signatures.end], [2, 0], [2, 0], [2, 1], [2, 1], [4, entry.length], size(at), [2, 0]);
  return Buffer.concat([descriptor, entry, ...(wide ? [...directory64, locator] : []), end]);
}

/** Bytes of the zip of a file with that name and that many bytes. */
export function zipSize(name: string, plain: number): number {
  const packed = plain + Math.ceil(plain / piece) * pieceHead + lastPiece.length;
  return 30 + name.length + packed + trailer({ name, dos: [0, 0], crc: 0, plain, packed }).length;
}

/** Takes the content and gives its zip. */
export class Zip extends Transform {
  readonly #name: string;
  readonly #dos: readonly [number, number];
  readonly #hash = createHash('sha256');
  #crc = 0;
  #plain = 0;
  #packed = 0;
  #written = 0;
  /** What is not yet a whole piece, with room for its head. */
  #room = Buffer.allocUnsafeSlow(pieceHead + piece);
  #used = 0;
  #sha256 = '';

  /** @param name of letters, digits and signs that file names may have */
  constructor(name: string, at: Date) {
    super({ readableHighWaterMark: 1024 * 1024, writableHighWaterMark: 1024 * 1024 });
    this.#name = name;
    this.#dos = dosTime(at);
    this.#give(begin(name, this.#dos));
  }

  /** Bytes that it took. */
  get plain(): number {
    return this.#plain;
  }

  /** Bytes and SHA-256 of the zip, once it has ended. */
  get content(): { readonly size: number; readonly sha256: string } {
    return { size: this.#written, sha256: this.#sha256 };
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#crc = crc32(chunk, this.#crc);
    this.#plain += chunk.length;
    for (let rest = chunk; rest.length > 0; ) {
      const taken = rest.copy(this.#room, pieceHead + this.#used);
      this.#used += taken;
      rest = rest.subarray(taken);
      if (this.#used === piece) this.#close();
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.#used > 0) this.#close();
    this.#packed += lastPiece.length;
    this.#give(lastPiece);
    this.#give(trailer({ name: this.#name, dos: this.#dos, crc: this.#crc, plain: this.#plain, packed: this.#packed }));
    this.#sha256 = this.#hash.digest('hex');
    done();
  }

  #close(): void {
    const room = this.#room.subarray(0, pieceHead + this.#used);
    room[0] = 0;
    room.writeUInt16LE(this.#used, 1);
    room.writeUInt16LE(this.#used ^ 0xffff, 3);
    this.#packed += room.length;
    this.#give(room);
    // Whoever reads may hold the other one for a while.
    this.#room = Buffer.allocUnsafeSlow(pieceHead + piece);
    this.#used = 0;
  }

  #give(bytes: Buffer): void {
    this.#written += bytes.length;
    this.#hash.update(bytes);
    this.push(bytes);
  }
}
