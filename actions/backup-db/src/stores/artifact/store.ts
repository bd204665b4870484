import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@slipway/action';
import { parseDrills, renderDrill } from '../../drill.ts';
import type { Job } from '../../job.ts';
import { renderManifest } from '../../manifest.ts';
import { dumpName, manifestName } from '../../names.ts';
import { compareArrived } from '../arrived.ts';
import { inProcess } from '../in-process.ts';
import { firstPart } from '../objects/parts.ts';
import { sendParts } from '../objects/send.ts';
import { lastMoment } from '../objects/store.ts';
import type { Destination, Receiver } from '../store.ts';
import { cleanRuns } from './clean.ts';
import { folder } from './explain.ts';
import { findDump, listArtifacts } from './list.ts';
import { drillName, fileOf, isDrill } from './names.ts';
import type { Rest } from './rest.ts';
import type { Results } from './results.ts';
import { beginSending, type Sending, sendText } from './sending.ts';
import type { Services } from './services.ts';
import type { Shelf } from './shelf.ts';
import { Zip } from './zip.ts';

/** What a destination of artifacts works with. */
export interface Desk {
  readonly job: Job;
  readonly where: string;
  readonly services: Services;
  readonly rest: Rest;
  /** @throws Failure `destination-missing` outside of a job */
  readonly results: () => Results;
  /** The same for what is left to do once the time is over. */
  readonly last: { readonly services: Services; readonly results: () => Results };
  readonly shelf: Shelf;
  /** Milliseconds that artifacts are kept; undefined for as long as the repository says. */
  readonly retention: number | undefined;
  close(): void;
}

/** Blocks that an upload is planned for; Azure takes 50,000. */
const cut = { uniform: false, parts: 900 };
/** Drills that are read back. */
const drillsRead = 20;

/** Artifacts of a repository's runs. The file of a backup is one of them as soon as it is sent; it is a backup once the artifact with its manifest is there. */
export function openDesk(desk: Desk): Destination {
  const { job, where, shelf } = desk;
  const place = { folder, where };
  const path = (name: string): string => folder + name;
  const expiry = (): Date | undefined => (desk.retention === undefined ? undefined : new Date(job.clock.now() + desk.retention));
  const ways = ({ services, results } = desk as Desk['last']) => ({
    services,
    results: results(),
    now: job.clock.now,
    run: job.context.runId,
  });
  const sendings = new Map<string, Promise<Sending>>();
  const send = async (file: string, text: string, expires: Date | undefined, again = false): Promise<void> =>
    shelf.add(await sendText(ways(), { file, expires, again }, text));
  return {
    ...place,
    path,
    list: () => listArtifacts(desk, path),
    async hold(prefix) {
      const removed = await cleanRuns(desk, prefix);
      // Names are of one run alone, and nothing is ever overwritten: there is nothing to take turns for.
      return { removed: removed.map(path), release: async () => {} };
    },
    receive(draft): Receiver {
      const file = dumpName(draft);
      const zip = new Zip(file, new Date(job.clock.now()));
      const running = inProcess(`upload of ${file}`, where, job, async ({ stdin, signal }) => {
        const sending = beginSending(ways(), { file, expires: expiry(), signal });
        sendings.set(file, sending);
        // Whoever reads it is told by its end.
        zip.on('error', () => {});
        stdin.on('error', (error) => zip.destroy(error));
        stdin.pipe(zip);
        await sendParts(zip, (await sending).upload, { cut, first: firstPart(0, cut), temp: job.context.temp });
      });
      const complete: Receiver['complete'] = async (sent) => {
        compareArrived({ size: zip.plain }, sent, place);
        const artifact = await (await sendings.get(file))?.complete(zip.content);
        if (artifact) shelf.add(artifact);
      };
      return { running, complete };
    },
    read: (draft) =>
      inProcess(`download of ${dumpName(draft)}`, where, job, async ({ stdout, signal }) => {
        const artifact = await findDump(shelf, draft);
        if (!artifact) throw noFile(dumpName(draft), where);
        await pipeline(shelf.read(artifact, signal), stdout);
      }),
    async removePartial(draft) {
      const file = dumpName(draft);
      const sending = await Promise.race([sendings.get(file)?.catch(() => undefined), sleep(lastMoment, undefined, { ref: false })]);
      if (!sending) return;
      shelf.forgetMade(file);
      await desk.last.results().remove(sending.artifact);
    },
    async publish(manifest) {
      await send(manifestName(manifest.id), renderManifest(manifest), (await findDump(shelf, manifest))?.expires ?? expiry());
    },
    async update(manifest) {
      await send(manifestName(manifest.id), renderManifest(manifest), (await findDump(shelf, manifest))?.expires ?? expiry(), true);
    },
    async remove(draft) {
      const all = await shelf.known();
      for (const file of [manifestName(draft.id), dumpName(draft)]) {
        for (const artifact of all.filter(({ name }) => fileOf(name) === file)) {
          await desk.rest.remove(artifact.id);
          shelf.forget(artifact);
        }
      }
      return { removed: true };
    },
    async record(drill) {
      const order = { file: drillName(new Date(drill.at)), expires: expiry() };
      shelf.add(await sendText(ways(desk.last), order, `${renderDrill(drill)}\n`));
      // A drill that ran out of time is recorded all the same; those before it are then not looked at.
      const all = await shelf.list().catch(() => undefined);
      const latest = all?.filter(({ name }) => isDrill(fileOf(name))).slice(0, drillsRead);
      if (!latest) return [drill];
      return parseDrills((await shelf.texts(latest)).join('\n')).toSorted((one, other) => one.at.localeCompare(other.at));
    },
    explain: (error) => error,
    close: async () => desk.close(),
  };
}

function noFile(name: string, where: string): Failure {
  return new Failure('no-backup', `${where} has no artifact ${name}, or not any more.`, {
    state: 'Nothing was changed.',
    hint: 'Artifacts expire, and go with their run. Use a younger backup, or another destination.',
  });
}
