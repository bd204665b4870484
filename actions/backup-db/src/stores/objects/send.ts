import type { Readable } from 'node:stream';
import type { Cut, Upload } from './bucket.ts';
import { partSize } from './parts.ts';
import { openRoom, type Room } from './room.ts';

export interface Plan {
  readonly cut: Cut;
  /** Bytes of the first parts. */
  readonly first: number;
  /** Folder for parts that are too large for the memory. */
  readonly temp: string;
}

/** Sends all that comes, part by part: while one fills, the one before it is under way, and no more: memory is theirs. Fails with the first part that fails. @returns bytes */
export async function sendParts(source: Readable, upload: Pick<Upload, 'part'>, { cut, first, temp }: Plan): Promise<number> {
  const spare: Buffer[] = [];
  let number = 1;
  let size = 0;
  const next = (): Room => openRoom(partSize(number, first, cut), temp, spare);
  let room = next();
  let flight = Promise.resolve();
  const launch = async (): Promise<void> => {
    const [part, at] = [room, number];
    const body = await part.close();
    await flight;
    flight = upload.part(at, body).finally(() => part.discard());
    // Whoever waits for bytes is told at once.
    flight.catch((error: Error) => source.destroy(error));
  };
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      for (let rest = chunk; rest.length > 0; ) {
        const taken = await room.take(rest);
        rest = rest.subarray(taken);
        size += taken;
        if (!room.full) continue;
        await launch();
        number++;
        room = next();
      }
    }
    if (room.used > 0 || number === 1) await launch();
    await flight;
    return size;
  } finally {
    await flight.catch(() => {});
    await room.discard();
  }
}
