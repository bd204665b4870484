/**
 * What runs in the process of a relay: bytes pass from its standard input to its standard output, counted and hashed, and on the way they get the
 * encryption of an age file or lose it. It is sent to that process as text, so it uses its arguments and nothing else of this file.
 */

export interface RelayOrder {
  /** How many of the first bytes are wanted. */
  readonly head: number;
  /** A reader that ends before it has read everything lost bytes. Otherwise it has what it needs, and the rest is counted all the same. */
  readonly whole: boolean;
  /** `seal` makes an age file of what comes, and counts what goes; `open` the other way round. */
  readonly crypt: 'none' | 'seal' | 'open';
  /** Nobody reads: the bytes are counted only. */
  readonly mute: boolean;
}

/** A line of its standard error: the last one has everything but `header`, or an error alone. */
export interface RelayNews {
  readonly bytes?: number;
  readonly head?: string;
  readonly sha256?: string;
  /** Of the age file that it opens, with the nonce behind it: it waits for the key. In base64, as `head`. */
  readonly header?: string;
  /** Why it cannot be opened; `early` where that shows only at the end of the bytes, as of a file that is cut. */
  readonly error?: string;
  readonly early?: boolean;
}

type Modules = Pick<typeof import('node:crypto'), 'createCipheriv' | 'createDecipheriv' | 'createHash' | 'createSecretKey'> &
  Pick<typeof import('node:fs'), 'readFileSync' | 'readSync' | 'writeSync'>;

/** Descriptor 3 gives the key of the payload, 32 bytes, and behind it what stands before the payload. */
export function relay(modules: Modules, order: RelayOrder): void {
  const { createCipheriv, createDecipheriv, createHash, createSecretKey, readFileSync, readSync, writeSync } = modules;
  const cipher = 'chacha20-poly1305';
  const [part, tag, nonceLength, keyLength, longestHeader] = [65_536, 16, 16, 32, 1024 * 1024];
  const intro = 'age-encryption.org/v1\n';
  const hash = createHash('sha256');
  const counts = order.crypt === 'seal' ? 'out' : 'in';
  let [bytes, told, heard] = [0, Date.now(), !order.mute];
  let head = Buffer.alloc(0);

  const say = (news: RelayNews): void => void writeSync(2, `${JSON.stringify(news)}\n`);
  const refuse = (error: string, early: boolean): never => {
    say({ error, early });
    process.exit(1);
  };
  const count = (piece: Buffer): void => {
    hash.update(piece);
    bytes += piece.length;
    if (head.length < order.head) head = Buffer.concat([head, piece.subarray(0, order.head - head.length)]);
    if (Date.now() - told < 1000) return;
    told = Date.now();
    say({ bytes });
  };
  // A socket that somebody else made non-blocking has nothing yet, or no room yet.
  const patiently = (work: () => number): number => {
    for (;;) {
      try {
        return work();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      }
    }
  };
  const take = (into: Buffer, from: number): number => {
    const size = patiently(() => readSync(0, into, from, into.length - from, null));
    if (counts === 'in') count(into.subarray(from, from + size));
    return size;
  };
  const give = (piece: Buffer): void => {
    if (counts === 'out') count(piece);
    try {
      for (let from = 0; heard && from < piece.length; ) from += patiently(() => writeSync(1, piece, from, piece.length - from));
    } catch (error) {
      if (order.whole || (error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
      heard = false;
    }
  };
  /** Eleven bytes that count the parts, and one that says whether it is the last. */
  const counter = Buffer.alloc(12);
  const next = (last: boolean): Buffer => {
    const now = Buffer.from(counter);
    now[11] = last ? 1 : 0;
    for (let index = 10; index >= 0; index--) {
      counter[index] = ((counter[index] ?? 0) + 1) & 0xff;
      if (counter[index] !== 0) break;
    }
    return now;
  };
  /** As many bytes as there is room for, or all that is left. @param held how many it has already */
  const fill = (into: Buffer, held = 0): Buffer => {
    let length = held;
    while (length < into.length) {
      const size = take(into, length);
      if (size === 0) break;
      length += size;
    }
    return into.subarray(0, length);
  };
  /** All parts; which one is the last is known only once there is none behind it. @param first what was read already */
  const eachPart = (size: number, first: Buffer, work: (piece: Buffer, last: boolean) => void): void => {
    let [now, other] = [Buffer.alloc(size), Buffer.alloc(size)];
    let rest = first;
    const load = (into: Buffer): Buffer => {
      const held = rest.copy(into);
      rest = rest.subarray(held);
      return fill(into, held);
    };
    let piece = load(now);
    for (;;) {
      const behind = piece.length === size ? load(other) : Buffer.alloc(0);
      work(piece, behind.length === 0);
      if (behind.length === 0) return;
      [now, other] = [other, now];
      piece = behind;
    }
  };
  const secrets = (): { key: ReturnType<typeof createSecretKey>; preface: Buffer } => {
    const given = readFileSync(3);
    return { key: createSecretKey(given.subarray(0, keyLength)), preface: given.subarray(keyLength) };
  };
  const seal = (): void => {
    const { key, preface } = secrets();
    const sealed = Buffer.alloc(part + tag);
    give(preface);
    eachPart(part, Buffer.alloc(0), (plain, last) => {
      const one = createCipheriv(cipher, key, next(last), { authTagLength: tag });
      one.update(plain).copy(sealed);
      one.final();
      one.getAuthTag().copy(sealed, plain.length);
      give(sealed.subarray(0, plain.length + tag));
    });
  };
  /** Bytes up to the nonce, which is behind the line of the header's MAC, and what was read behind it. */
  const header = (): [Buffer, Buffer] => {
    let all = Buffer.alloc(0);
    const piece = Buffer.alloc(part);
    for (;;) {
      const known = Math.min(all.length, intro.length);
      if (all.subarray(0, known).toString('latin1') !== intro.slice(0, known)) refuse('it is no age file', false);
      const mac = all.indexOf('\n--- ');
      const end = mac < 0 ? -1 : all.indexOf('\n', mac + 1) + 1;
      if (end > 0 && all.length >= end + nonceLength) return [all.subarray(0, end + nonceLength), all.subarray(end + nonceLength)];
      if (all.length > longestHeader) refuse('the header is too long for an age file', false);
      const size = take(piece, 0);
      if (size === 0) refuse('the file ends in its header', true);
      all = Buffer.concat([all, piece.subarray(0, size)]);
    }
  };
  const open = (): void => {
    const [known, rest] = header();
    say({ header: known.toString('base64') });
    const { key } = secrets();
    let opened = 0;
    eachPart(part + tag, rest, (sealed, last) => {
      const end = sealed.length - tag;
      try {
        if (end < 0) throw new Error('the file ends in the middle of a part');
        // Only an empty file has an empty part.
        if (last && opened > 0 && end === 0) throw new Error('the last part is empty');
        const one = createDecipheriv(cipher, key, next(last), { authTagLength: tag });
        one.setAuthTag(sealed.subarray(end));
        const plain = one.update(sealed.subarray(0, end));
        one.final();
        give(plain);
      } catch (error) {
        const { syscall, message } = error as NodeJS.ErrnoException;
        if (syscall !== undefined) throw error;
        refuse(last ? `it ends too early, or its last part was changed: ${message}` : message, last);
      }
      opened++;
    });
  };
  const pass = (): void => {
    const piece = Buffer.alloc(4 * part);
    for (let size = take(piece, 0); size > 0; size = take(piece, 0)) give(piece.subarray(0, size));
  };
  ({ none: pass, seal, open })[order.crypt]();
  say({ bytes, head: head.toString('base64'), sha256: hash.digest('hex') });
}
