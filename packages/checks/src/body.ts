/** What is read of a body at most. */
export const bodyLimit = 1024 * 1024;

/**
 * The beginning of a body in one piece of memory: a server that sends a million pieces of one byte each must not cost a million objects.
 */
export class Body {
  #bytes = Buffer.alloc(0);
  #size = 0;
  /** What came, kept or not. */
  #read = 0;
  readonly #keep: number;
  /** More arrived than is kept. */
  truncated = false;

  /** `keep`: bytes that are kept; the rest is read, as a user would, and thrown away. */
  constructor(keep = bodyLimit) {
    this.#keep = keep;
  }

  /** Takes what fits; false where the limit is reached and nothing more is wanted. */
  add(chunk: Buffer): boolean {
    this.#read += chunk.length;
    this.#copy(chunk, Math.min(chunk.length, this.#keep - this.#size));
    this.truncated ||= this.#read > this.#keep;
    return this.#read <= bodyLimit;
  }

  #copy(chunk: Buffer, length: number): void {
    if (this.#size + length > this.#bytes.length) this.#grow(this.#size + length);
    chunk.copy(this.#bytes, this.#size, 0, length);
    this.#size += length;
  }

  #grow(least: number): void {
    const bytes = Buffer.allocUnsafe(Math.min(this.#keep, Math.max(least, this.#bytes.length * 2)));
    this.#bytes.copy(bytes, 0, 0, this.#size);
    this.#bytes = bytes;
  }

  get text(): string {
    return this.#bytes.toString('utf8', 0, this.#size);
  }
}
