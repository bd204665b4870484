/** Writes a bbolt file (https://github.com/etcd-io/bbolt): buckets of buckets and values, each bucket one leaf page with overflow. */

export interface Bucket {
  readonly [key: string]: Bucket | string;
}

const pageSize = 4096;
const flags = { leaf: 0x02, meta: 0x04, freelist: 0x10 };
const magic = 0xed0cdaed;
const firstFreePage = 3;

/** The bytes of a database that holds `root`. */
export function encodeBolt(root: Bucket): Buffer {
  const pages: Buffer[] = [];
  const allocate = (bucket: Bucket): number => {
    const elements = Object.entries(bucket)
      .map(([key, value]) => ({
        key: Buffer.from(key),
        value: typeof value === 'string' ? Buffer.from(value) : header(allocate(value)),
        bucket: typeof value !== 'string',
      }))
      .sort((a, b) => Buffer.compare(a.key, b.key));
    const id = firstFreePage + pages.length;
    const body = leaf(elements);
    const count = Math.max(1, Math.ceil((16 + body.length) / pageSize));
    const page = Buffer.alloc(count * pageSize);
    writeHeader(page, id, flags.leaf, elements.length, count - 1);
    body.copy(page, 16);
    for (let index = 0; index < count; index++) pages.push(page.subarray(index * pageSize, (index + 1) * pageSize));
    return id;
  };
  const rootPage = allocate(root);
  const end = firstFreePage + pages.length;
  const freelist = Buffer.alloc(pageSize);
  writeHeader(freelist, 2, flags.freelist, 0, 0);
  return Buffer.concat([meta(0, rootPage, end), meta(1, rootPage, end), freelist, ...pages]);
}

/** The value under which a bucket's key points to the bucket's own page. */
function header(rootPage: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(BigInt(rootPage), 0);
  return bytes;
}

interface Element {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly bucket: boolean;
}

function leaf(elements: readonly Element[]): Buffer {
  const table = Buffer.alloc(elements.length * 16);
  const data: Buffer[] = [];
  let position = table.length;
  for (const [index, { key, value, bucket }] of elements.entries()) {
    table.writeUInt32LE(bucket ? 1 : 0, index * 16);
    table.writeUInt32LE(position - index * 16, index * 16 + 4);
    table.writeUInt32LE(key.length, index * 16 + 8);
    table.writeUInt32LE(value.length, index * 16 + 12);
    data.push(key, value);
    position += key.length + value.length;
  }
  return Buffer.concat([table, ...data]);
}

function writeHeader(page: Buffer, id: number, flag: number, count: number, overflow: number): void {
  page.writeBigUInt64LE(BigInt(id), 0);
  page.writeUInt16LE(flag, 8);
  page.writeUInt16LE(count, 10);
  page.writeUInt32LE(overflow, 12);
}

function meta(id: number, rootPage: number, end: number): Buffer {
  const page = Buffer.alloc(pageSize);
  writeHeader(page, id, flags.meta, 0, 0);
  const body = page.subarray(16);
  body.writeUInt32LE(magic, 0);
  body.writeUInt32LE(2, 4);
  body.writeUInt32LE(pageSize, 8);
  body.writeBigUInt64LE(BigInt(rootPage), 16);
  body.writeBigUInt64LE(2n, 32);
  body.writeBigUInt64LE(BigInt(end), 40);
  body.writeBigUInt64LE(BigInt(id), 48);
  body.writeBigUInt64LE(fnv1a(body.subarray(0, 56)), 56);
  return page;
}

function fnv1a(bytes: Buffer): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
