import type { Readable } from 'node:stream';
import type { Cut, Upload } from './bucket.ts';
import { partSize } from './parts.ts';
import { inFlight, openRoom, type Room } from './room.ts';

export interface Plan {
  readonly cut: Cut;
  /** Bytes of the first parts. */
  readonly first: number;
  /** Folder for parts that are too large for the memory. */
  readonly temp: string;
}

/** Sends all that comes, part by part: while one fills, those before it are under way. Fails with the first part that fails. @returns bytes */
export async function sendParts(source: Readable, upload: Upload, { cut, first, temp }: Plan): Promise<number> {
  const spare: Buffer[] = [];
  const flying = new Set<Promise<void>>();
  let number = 1;
  let size = 0;
  const next = (): Room => openRoom(partSize(number, first, cut), temp, spare);
  let room = next();
  const launch = async (): Promise<void> => {
    const [part, at] = [room, number];
    while (flying.size >= inFlight(partSize(at, first, cut))) await Promise.race(flying);
    const body = await part.close();
    const flight = upload.part(at, body).finally(() => part.discard());
    const landed = flight.finally(() => flying.delete(landed));
    flying.add(landed);
    // Whoever waits for bytes is told at once.
    landed.catch((error: Error) => source.destroy(error));
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
    await Promise.all(flying);
    return size;
  } finally {
    await room.discard();
    await Promise.allSettled(flying);
  }
}
