import { Failure } from '@slipway/action';
import { counted } from '../../content.ts';
import { type DuckdbFacts, factsOf, nameOf } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { corrupt, type Evidence } from '../../readback.ts';
import type { Moment, Place, Source } from '../../source.ts';
import type { Reader } from '../../stores/store.ts';
import { mismatch, readFile } from '../file-archive.ts';
import { filePlace } from '../file-place.ts';
import { machineRoom, type Room } from '../room.ts';
import { countSql, listSql, parseCounts, parseList } from './content.ts';
import { chooseHolders, copy } from './copy.ts';
import { programFailed, query, said, tryQuery } from './query.ts';
import { held, programScript } from './scripts.ts';
import { findHome, type Home, openWorkshop, type Workshop, writingRoom } from './workshop.ts';

/**
 * One DuckDB database, on the machine or in a volume of a service. While a program has it open for writing nobody else can read it: that program is
 * paused or stopped for as long as the file and its log are copied, and what is stored is the copy, with the log folded in.
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`, `volume-missing`
 */
export async function open(job: Job): Promise<Source> {
  const { file = '', service } = job.inputs;
  const home = service ? await findHome(job, service, file) : undefined;
  const where = `${file} ${home ? `in the container ${home.name} on ` : 'on '}${job.shell.where}`;
  const within = <T>(work: (workshop: Workshop) => Promise<T>): Promise<T> => using(job, home, work);
  const prove = (differs: (evidence: Evidence, why: string) => Failure) => (store: Reader, evidence: Evidence) =>
    within((workshop) => readArchive(job, workshop, store, evidence, differs));
  const room = home ? writingRoom(job, home) : machineRoom(job.shell);
  return {
    kind: 'duckdb',
    name: nameOf('duckdb', file),
    where,
    look: () => within((workshop) => look(job, workshop, home, { file, where })),
    // A backup has looked already; a restore comes when the file may be gone.
    check: async () => {
      if (job.inputs.mode !== 'backup') await within(({ room }) => checkProgram(room));
    },
    guarded: (work) => work(),
    open: () => openMoment(job, home, file),
    readArchive: prove(corrupt),
    async rehearse(store, evidence) {
      const started = job.clock.now();
      await prove(mismatch)(store, evidence);
      return job.clock.now() - started;
    },
    place: (into) => placeFor(job, room, into, prove(corrupt)),
  };
}

/** Nobody is held still for a look. */
async function look(
  job: Job,
  { room }: Workshop,
  home: Home | undefined,
  { file, where }: { readonly file: string; readonly where: string },
): ReturnType<Source['look']> {
  const listed = await tryQuery(job, room, file, 'ro', listSql);
  if (listed.code === held) {
    const { way } = await chooseHolders(job, home, file, said(listed.stderr));
    return { holds: `open for writing; who has it open: ${way}` };
  }
  if (listed.code !== 0) throw programFailed(room, file, listed.code, listed.stderr);
  const { version, names } = parseList(listed.stdout);
  if (names.length > 0) return { holds: `${counted(names.length, 'table')}, by DuckDB ${version}` };
  return { reason: 'no-tables', text: `${where} has no tables: there is nothing to back up.` };
}

/** Old logs beside a new file would be played into it; so would those of a program that has the old one open. */
async function placeFor(job: Job, room: Room, into: string, prove: (store: Reader, evidence: Evidence) => Promise<void>): Promise<Place> {
  const place = await filePlace(job, { room, into, sides: ['.wal', '.wal.checkpoint', '.wal.recovery'], prove });
  return {
    ...place,
    async bringBack(store, manifest, evidence) {
      if (place.taken) await refuseHeld(job, room, into);
      return place.bringBack(store, manifest, evidence);
    },
  };
}

/** @throws Failure `volume-in-use` */
async function refuseHeld(job: Job, room: Room, into: string): Promise<void> {
  const { code, stderr } = await tryQuery(job, room, into, 'ro', 'select 1;\n');
  if (code !== held) return;
  throw new Failure('volume-in-use', `${into} ${room.where} is open for writing: ${said(stderr)}`, {
    state: 'Nothing was changed.',
    hint: 'Stop the service that has it open (docker stop, not down), restore, and start it again: it would go on with the old file, and its log would be played into the new one.',
  });
}

async function using<T>(job: Job, home: Home | undefined, work: (workshop: Workshop) => Promise<T>): Promise<T> {
  const workshop = await openWorkshop(job, home);
  try {
    return await work(workshop);
  } finally {
    await workshop.close();
  }
}

/** @throws Failure `program-missing` */
async function checkProgram(room: Room): Promise<void> {
  const { code, stderr } = await room.run(['sh', '-c', programScript], { allowFailure: true });
  if (code !== 0) throw programFailed(room, 'DuckDB', code, stderr);
}

const pathIn = ({ folder }: Workshop): string => `${folder}/copy`;

async function openMoment(job: Job, home: Home | undefined, file: string): Promise<Moment> {
  const workshop = await openWorkshop(job, home);
  try {
    const writers = await copy(job, workshop, home, file);
    return {
      program: 'DuckDB',
      // Before it stands a checksum.
      magic: 'DUCK',
      magicAt: 8,
      hint: 'The copy could not be read.',
      start: () => workshop.room.start(['cat', '--', pathIn(workshop)], { deadline: job.remaining(), signal: job.signal }),
      facts: async () => ({ kind: 'duckdb', ...(await factsAbout(job, workshop, file)), writers }),
      abandon: async () => {},
      close: () => workshop.close(),
    };
  } catch (error) {
    await workshop.close();
    throw error;
  }
}

async function factsAbout(job: Job, workshop: Workshop, copied: string): Promise<Pick<DuckdbFacts, 'version' | 'tables'>> {
  const ask = (statements: string): Promise<string> => query(job, workshop.room, pathIn(workshop), copied, statements);
  const { version, names } = parseList(await ask(listSql));
  return { version, tables: names.length > 0 ? parseCounts(names, await ask(countSql(names))) : [] };
}

/** @throws Failure `archive-corrupt`, `checksum`, `key-missing`, and what `differs` makes of another content */
async function readArchive(
  job: Job,
  workshop: Workshop,
  store: Reader,
  evidence: Evidence,
  differs: (evidence: Evidence, why: string) => Failure,
): Promise<void> {
  const { tables: expected } = factsOf(evidence.manifest, 'duckdb');
  const count = async (): Promise<DuckdbFacts['tables']> => (await factsAbout(job, workshop, evidence.manifest.id)).tables;
  await readFile(job, store, evidence, { room: workshop.room, copy: pathIn(workshop), expected, count, differs });
}
