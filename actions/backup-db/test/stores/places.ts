import { createHash, randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipe, type Shell } from '@slipway/shell';
import { createJob, type Job } from '../../src/job.ts';
import type { Content, Manifest } from '../../src/manifest.ts';
import { backupId } from '../../src/names.ts';
import { settle } from '../../src/settle.ts';
import { openStore } from '../../src/stores/open.ts';
import type { Destination, Store } from '../../src/stores/store.ts';
import { inputsOf, portsOf, type Recorded } from '../fixture.ts';

export const prefix = 'notes-app';

export interface Opened {
  readonly store: Store;
  readonly job: Job;
  readonly ports: Recorded;
}

/** The destinations of some inputs, as a run opens them. */
export async function openPlaces(given: Readonly<Record<string, string>>, shell?: Shell, signal?: AbortSignal): Promise<Opened> {
  const ports = portsOf(shell, signal);
  const all = { 'project-name': 'notes', encryption: 'none', ...given };
  const job = createJob(await settle(inputsOf(all), '/nowhere'), ports);
  return { store: await openStore(job), job, ports };
}

export const contentOf = (bytes: Buffer): Content => ({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });

let made = 0;

/** A manifest for these bytes; each a minute younger than the one before. */
export function manifestOf(bytes: Buffer, more: Partial<Manifest> = {}): Manifest {
  const created = new Date(Date.UTC(2026, 0, 1) + 60_000 * made++);
  const content = contentOf(bytes);
  return {
    version: 2,
    id: backupId(prefix, created, randomBytes(2).toString('hex')),
    created: created.toISOString(),
    project: 'notes',
    database: 'app',
    tag: 'manual',
    run: '42',
    facts: {
      kind: 'postgres',
      server: { version: '17.4', major: 17 },
      properties: { encoding: 'UTF8', collate: 'C', ctype: 'C', provider: 'c', locale: '', owner: 'app' },
      tables: [{ schema: 'public', name: 'notes', rows: 3 }],
    },
    plain: content,
    stored: content,
    compression: 'zstd',
    encryption: 'none',
    recipients: [],
    duration: 1,
    verified: { level: 'archive', at: created.toISOString() },
    ...more,
  };
}

/** Bytes that no compression makes smaller, in pieces as a dump comes. */
export const pieces = (bytes: Buffer, size = 70_000): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
    { objectMode: false },
  );

/** Everything up to the moment at which a backup counts. */
export async function send(store: Destination, bytes: Buffer, manifest: Manifest): Promise<void> {
  const receiver = store.receive(manifest);
  await pipe(pieces(bytes), receiver.running);
  await receiver.complete(manifest.stored);
}

export async function store(place: Destination, bytes: Buffer, more: Partial<Manifest> = {}): Promise<Manifest> {
  const manifest = manifestOf(bytes, more);
  await send(place, bytes, manifest);
  await place.publish(manifest);
  return manifest;
}

export async function fetchBack(place: Destination, manifest: Manifest, state: 'partial' | 'published' = 'published'): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await pipe(place.read(manifest, state), sink);
  return buffer(Readable.from(chunks));
}
