import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@slipway/action';
import { parseDrills, renderDrill } from '../../drill.ts';
import type { Job } from '../../job.ts';
import { renderManifest } from '../../manifest.ts';
import { dumpName, isId, manifestName, stamp } from '../../names.ts';
import { compareArrived } from '../arrived.ts';
import { busyWith, lockSeconds, waitingFor } from '../busy.ts';
import { inProcess } from '../in-process.ts';
import { listBackups } from '../listing.ts';
import type { Destination, Draft, Held, Listing, Receiver } from '../store.ts';
import type { Bucket, Upload } from './bucket.ts';
import { type Claim, claimPrefix } from './claim.ts';
import { clean } from './clean.ts';
import { inTurns } from './in-turns.ts';
import { firstPart } from './parts.ts';
import { sendParts } from './send.ts';
import type { Patience } from './service.ts';

/** Opens the bucket for as long as somebody is willing to wait for it. */
export type OpenBucket = (patience: Patience) => Bucket;

/** Manifests that are asked for at a time. */
const abreast = 32;
/** Drills that are read back: years of weekly ones. */
const drillsRead = 100;
/** Milliseconds that cleaning up may take once a run is over: runners wait for seven seconds. */
export const lastMoment = 5000;

/** A destination in a service that keeps objects. A file has its name as soon as its upload is completed; it is a backup once its manifest is there. */
export function openObjects(job: Job, open: OpenBucket): Destination {
  const bucket = open({ ...job, attempts: 6, stall: 60_000, log: job.log.debug });
  const janitor = open(forLastMoment(job));
  const { folder, where } = bucket;
  const fileOf = (draft: Draft): string => dumpName(draft);
  let uploading: { readonly name: string; readonly upload: Promise<Upload> } | undefined;
  let claim: Claim | undefined;
  /** Of the largest file that the prefix has. */
  let estimate = 0;
  return {
    folder,
    where,
    path: (name) => `${folder}/${name}`,
    list: () => listObjects(bucket),
    async hold(prefix): Promise<Held> {
      const busy = (holder: string) => busyWith(prefix, folder, where, holder);
      const onWait = (): void => job.log.info(waitingFor(prefix, folder, where));
      const run = job.context.runUrl || job.context.runId;
      const mine = await claimPrefix(bucket, janitor, prefix, { clock: job.clock, run, wait: lockSeconds * 1000, busy, onWait });
      claim = mine;
      try {
        const { removed, largest } = await clean(bucket, prefix);
        estimate = largest;
        return { removed: removed.map((name) => `${folder}/${name}`), release: () => mine.release() };
      } catch (error) {
        await mine.release();
        throw error;
      }
    },
    receive(draft): Receiver {
      const name = fileOf(draft);
      let size: number | undefined;
      const running = inProcess(`upload of ${name}`, where, job, async ({ stdin, signal }) => {
        const upload = bucket.upload(name, signal);
        uploading = { name, upload };
        const plan = { cut: bucket.cut, first: firstPart(1.5 * estimate, bucket.cut), temp: job.context.temp };
        size = await sendParts(stdin, await upload, plan);
      });
      const complete: Receiver['complete'] = async (sent) => {
        compareArrived(size === undefined ? undefined : { size }, sent, bucket);
        await (await uploading?.upload)?.complete(sent.size);
      };
      return { running, complete };
    },
    read: (draft) =>
      inProcess(`download of ${fileOf(draft)}`, where, job, ({ stdout, signal }) => pipeline(bucket.read(fileOf(draft), signal), stdout)),
    async removePartial(draft) {
      const name = fileOf(draft);
      if (uploading?.name === name) {
        const upload = await Promise.race([uploading.upload.catch(() => undefined), sleep(lastMoment)]);
        if (upload) await janitor.endUpload(name, upload.id);
      }
      await janitor.remove(name);
    },
    async publish(manifest) {
      await claim?.confirm();
      await bucket.put(manifestName(manifest.id), renderManifest(manifest));
    },
    update: (manifest) => bucket.put(manifestName(manifest.id), renderManifest(manifest)),
    async remove(draft) {
      const names = [manifestName(draft.id), fileOf(draft)];
      for (const name of names) {
        const until = await bucket.lockedUntil(name);
        if (until) return { removed: false, why: `locked until ${until}` };
      }
      for (const name of names) await bucket.remove(name);
      return { removed: true };
    },
    async record(drill) {
      await janitor.put(`drills/${stamp(new Date(drill.at))}-${randomBytes(4).toString('hex')}.json`, `${renderDrill(drill)}\n`);
      const names = (await janitor.list('drills/')).entries.map(({ name }) => name).sort();
      const texts = await inTurns(names.slice(-drillsRead), abreast, (name) => janitor.get(name));
      return parseDrills(texts.join('\n'));
    },
    explain: (error) => error,
    async close() {
      for (const one of [bucket, janitor]) one.close();
    },
  };
}

/** A run that was cancelled, or is out of time, still takes away what it began. */
export function forLastMoment(job: Job): Patience {
  const clock: Clock = { now: job.clock.now, sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) };
  return { clock, signal: new AbortController().signal, remaining: () => lastMoment, attempts: 3, stall: lastMoment, log: job.log.debug };
}

async function listObjects(bucket: Bucket): Promise<Listing> {
  const { entries } = await bucket.list('');
  const sizes = new Map(entries.map(({ name, size }) => [name, size]));
  const named = [...sizes.keys()].filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  const ours = named.filter((name) => isId(name.slice(0, -'.json'.length)));
  const texts = await inTurns(ours, abreast, (name) => bucket.get(name));
  // One that went meanwhile is no backup any more, and nothing strange.
  const there = texts.filter((text) => text !== undefined);
  const { backups, strange } = listBackups(there, sizes, (name) => `${bucket.folder}/${name}`);
  return { backups, strange: strange + named.length - ours.length };
}
