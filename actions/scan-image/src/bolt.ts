import { type FileHandle, open } from 'node:fs/promises';

/** Reads a few pages of a bbolt file (https://github.com/etcd-io/bbolt): a database of hundreds of megabytes is never read as a whole. */

const magic = 0xed0cdaed;
const flag = { branch: 0x01, leaf: 0x02 };
const headerSize = 16;
const elementSize = 16;

interface Page {
  readonly flags: number;
  readonly count: number;
  readonly bytes: Buffer;
}

interface Entry {
  readonly key: string;
  readonly value: Buffer;
  readonly isBucket: boolean;
}

/** Names of the buckets at the root, and how many of `names` among them hold something. @throws Error where the file is no bbolt file */
export async function inspectBuckets(path: string, names: readonly string[]): Promise<{ buckets: string[]; filled: string[] }> {
  const file = await open(path);
  try {
    const { root, pageSize } = await readMeta(file);
    const entries = await leaves(file, pageSize, root);
    const buckets = entries.filter((entry) => entry.isBucket);
    const filled: string[] = [];
    for (const { key, value } of buckets.filter((entry) => names.includes(entry.key))) {
      if (await holdsAnything(file, pageSize, value)) filled.push(key);
    }
    return { buckets: buckets.map(({ key }) => key), filled };
  } finally {
    await file.close();
  }
}

/** The newer of the two meta pages. */
async function readMeta(file: FileHandle): Promise<{ root: number; pageSize: number }> {
  const first = await read(file, 0, headerSize + 64);
  const pageSize = first.readUInt32LE(headerSize + 8);
  if (first.readUInt32LE(headerSize) !== magic || pageSize < 512 || pageSize > 65_536) throw new Error('not a bbolt file');
  const second = await read(file, pageSize, headerSize + 64);
  const metas = [first, second].filter((page) => page.readUInt32LE(headerSize) === magic);
  const newest = metas.reduce((a, b) => (b.readBigUInt64LE(headerSize + 48) > a.readBigUInt64LE(headerSize + 48) ? b : a));
  return { root: Number(newest.readBigUInt64LE(headerSize + 16)), pageSize };
}

async function readPage(file: FileHandle, pageSize: number, id: number): Promise<Page> {
  const header = await read(file, id * pageSize, headerSize);
  const bytes = await read(file, id * pageSize, (header.readUInt32LE(12) + 1) * pageSize);
  return { flags: header.readUInt16LE(8), count: header.readUInt16LE(10), bytes };
}

/** Every entry below a page. Only the root's tree is walked so: it holds the names of buckets, a few hundred. */
async function leaves(file: FileHandle, pageSize: number, id: number, depth = 0): Promise<Entry[]> {
  if (depth > 8) throw new Error('a tree of pages without end');
  const page = await readPage(file, pageSize, id);
  if (page.flags & flag.leaf) return Array.from({ length: page.count }, (_, index) => entryOf(page, index));
  if (!(page.flags & flag.branch)) throw new Error(`page ${id} is neither branch nor leaf`);
  const entries: Entry[] = [];
  for (let index = 0; index < page.count; index++) {
    const child = Number(page.bytes.readBigUInt64LE(headerSize + index * elementSize + 8));
    entries.push(...(await leaves(file, pageSize, child, depth + 1)));
  }
  return entries;
}

function entryOf(page: Page, index: number): Entry {
  const at = headerSize + index * elementSize;
  const start = at + page.bytes.readUInt32LE(at + 4);
  const middle = start + page.bytes.readUInt32LE(at + 8);
  const end = middle + page.bytes.readUInt32LE(at + 12);
  return {
    key: page.bytes.toString('utf8', start, middle),
    value: page.bytes.subarray(middle, end),
    isBucket: (page.bytes.readUInt32LE(at) & 1) === 1,
  };
}

/** A small bucket stands inside its own value, after a header that names page 0. */
async function holdsAnything(file: FileHandle, pageSize: number, value: Buffer): Promise<boolean> {
  const root = Number(value.readBigUInt64LE(0));
  if (root === 0) return value.length >= 32 && value.readUInt16LE(16 + 10) > 0;
  return (await readPage(file, pageSize, root)).count > 0;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw new Error('the file ends too early');
  return buffer;
}
