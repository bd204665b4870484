import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipe } from '@slipway/shell';
import { manifestOf, openPlaces, prefix } from './places.ts';

/** A process that sends as many bytes as it is told to the destination of its environment, and says how large it became: its memory is its own. */
const size = Number(process.env['SIZE']);
const { store } = await openPlaces({ destination: process.env['DESTINATION'] ?? '', timeout: '10m' });
const held = await store.hold(prefix);
const manifest = manifestOf(Buffer.alloc(0));
const receiver = store.receive(manifest);
const piece = randomBytes(65_536);
const hash = createHash('sha256');
let sent = 0;
const source = Readable.from(
  (function* () {
    for (let at = 0; at < size; at += piece.length) {
      sent += piece.length;
      hash.update(piece);
      yield piece;
    }
  })(),
  { objectMode: false },
);
await pipe(source, receiver.running);
await receiver.complete({ size: sent, sha256: hash.digest('hex') });
await held.release();
await store.close();
const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
process.stdout.write(`peak ${Number(peak) / 1000} MB\n`);
process.exit(0);
