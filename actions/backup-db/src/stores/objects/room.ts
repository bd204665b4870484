import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hashed } from './bucket.ts';

/** A part while it fills. */
export interface Room {
  readonly full: boolean;
  readonly used: number;
  /** Takes what there is room for; returns how much that was. */
  take(bytes: Buffer): Promise<number>;
  /** The part, once nothing is added any more. */
  close(): Promise<Hashed>;
  /** Its memory, or its file, is free again. */
  discard(): Promise<void>;
}

/** Larger parts wait on the disk: the process stays small at any size of a backup. */
const memoryLimit = 16 * 1024 * 1024;

export function openRoom(size: number, temp: string, spare: Buffer[]): Room {
  return size <= memoryLimit ? memoryRoom(size, spare) : diskRoom(size, temp);
}

/** @param spare buffers of parts that are gone: they are used again, so that memory does not grow with their number */
function memoryRoom(size: number, spare: Buffer[]): Room {
  const at = spare.findIndex((buffer) => buffer.length === size);
  const [buffer = Buffer.allocUnsafeSlow(size)] = at < 0 ? [] : spare.splice(at, 1);
  let used = 0;
  return {
    get full() {
      return used === size;
    },
    get used() {
      return used;
    },
    async take(bytes) {
      const taken = bytes.copy(buffer, used);
      used += taken;
      return taken;
    },
    async close() {
      const content = buffer.subarray(0, used);
      return { size: used, sha256: createHash('sha256').update(content).digest('hex'), open: () => content };
    },
    async discard() {
      spare.push(buffer);
    },
  };
}

function diskRoom(size: number, temp: string): Room {
  const path = join(temp, `slipway-part-${randomBytes(8).toString('hex')}`);
  const hash = createHash('sha256');
  let used = 0;
  let file: FileHandle | undefined;
  return {
    get full() {
      return used === size;
    },
    get used() {
      return used;
    },
    async take(bytes) {
      file ??= await open(path, 'wx', 0o600);
      const part = bytes.subarray(0, size - used);
      await file.writeFile(part);
      hash.update(part);
      used += part.length;
      return part.length;
    },
    async close() {
      await file?.close();
      file = undefined;
      return { size: used, sha256: hash.digest('hex'), open: () => createReadStream(path, { highWaterMark: 512 * 1024 }) };
    },
    async discard() {
      await file?.close();
      await rm(path, { force: true });
    },
  };
}
