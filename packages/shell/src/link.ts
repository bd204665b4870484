import { Socket } from 'node:net';
import { type Readable, Writable } from 'node:stream';

/** How the output of one program becomes the input of another. */

/**
 * The stream itself, where a program can have it as its own: nothing of it was read here yet. Undefined otherwise, as for one that this process
 * makes.
 */
export function handOver(output: Readable): Readable | undefined {
  const whole = output.readableLength === 0 && output.readableFlowing === null && !output.destroyed;
  return whole && output instanceof Socket ? output : undefined;
}

/** Through this process. Who ends before the last byte came is sent no more, and the rest is taken all the same. */
export function passOn(output: Readable, stdin: Writable): void {
  output.pipe(stdin);
  stdin.on('close', () => output.unpipe(stdin).resume());
  output.on('error', () => stdin.end());
}

/** The input of a program that reads elsewhere. */
export function closed(): Writable {
  return new Writable().end();
}
