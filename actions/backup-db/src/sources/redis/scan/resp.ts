/** An answer of Redis, with the bytes of its strings. Errors are answers too. */
export type Reply = Buffer | number | null | RedisError | readonly Reply[];

export class RedisError extends Error {}

/** A command as Redis reads it, and as `redis-cli --pipe` sends it. */
export function encode(...words: readonly (string | Buffer)[]): Buffer {
  const parts = words.flatMap((word) => {
    const bytes = typeof word === 'string' ? Buffer.from(word) : word;
    return [Buffer.from(`$${bytes.length}\r\n`), bytes, lineEnd];
  });
  return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...parts]);
}

const lineEnd = Buffer.from('\r\n');
/** Longest line that is not the bytes of a string: an error, or a number. */
const longestLine = 64 * 1024;

/** Reads RESP2, of which commands are a part, from a stream of bytes; no more of it than one answer is held. */
export class RespReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Whether the stream has ended between two answers. */
  async ended(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#more());
  }

  /** @throws Error where it ends in the middle, or is no RESP */
  async next(): Promise<Reply> {
    const line = await this.#line();
    const [type, rest] = [line[0], line.slice(1)];
    if (type === '+') return Buffer.from(rest, 'latin1');
    if (type === '-') return new RedisError(rest);
    const number = Number(rest);
    if (!Number.isSafeInteger(number) || rest === '' || !':$*'.includes(type ?? ' '))
      throw new Error(`this is no answer of Redis: ${line.slice(0, 40)}`);
    if (type === ':') return number;
    if (number < 0) return null;
    if (type === '$') return (await this.#take(number + 2)).subarray(0, number);
    const list: Reply[] = [];
    while (list.length < number) list.push(await this.next());
    return list;
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#source.next();
    if (done) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }

  async #line(): Promise<string> {
    let end = this.#rest.indexOf(lineEnd);
    while (end < 0) {
      if (this.#rest.length > longestLine || !(await this.#more())) throw new Error('it ends in the middle, or is no answer of Redis');
      end = this.#rest.indexOf(lineEnd);
    }
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + 2);
    return line;
  }

  /** Pieces are put together once: a value may be large. */
  async #take(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [this.#rest];
    let held = this.#rest.length;
    while (held < length) {
      const { value, done } = await this.#source.next();
      if (done) throw new Error('it ends in the middle of a value');
      pieces.push(value);
      held += value.length;
    }
    const all = pieces.length === 1 ? this.#rest : Buffer.concat(pieces);
    this.#rest = all.subarray(length);
    return all.subarray(0, length);
  }
}
