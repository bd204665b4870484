import { Failure } from '@slipway/action';
import { ProgramFailure } from '@slipway/shell';
import { counted } from '../../content.ts';
import { factsOf, nameOf, type SqliteFacts } from '../../facts.ts';
import type { Job } from '../../job.ts';
import { corrupt, type Evidence } from '../../readback.ts';
import type { Moment, Source } from '../../source.ts';
import type { Reader } from '../../stores/store.ts';
import { mismatch, readFile } from '../file-archive.ts';
import { filePlace } from '../file-place.ts';
import { containerRoom, machineRoom, type Room } from '../room.ts';
import type { Table } from '../tables.ts';
import { countSql, integritySql, listSql, parseCounts, parseIntegrity, parseList } from './content.ts';
import { askScript, copyScript, dropScript, programScript, scratchScript } from './scripts.ts';

/**
 * One SQLite database, on the machine or in the container of a service. Its file alone would be without its write-ahead log: what is stored is a
 * copy that SQLite makes of a single moment.
 * @throws Failure `no-container`, `database-unreachable`, `program-missing`
 */
export async function open(job: Job): Promise<Source> {
  const { file = '', service } = job.inputs;
  const room = service ? await containerRoom(job, service) : machineRoom(job.shell);
  const where = `${file} ${room.where}`;
  const prove = (store: Reader, evidence: Evidence): Promise<void> => readArchive(job, room, store, evidence, corrupt);
  return {
    kind: 'sqlite',
    name: nameOf('sqlite', file),
    where,
    async look() {
      const { version, names } = parseList(await ask(job, room, file, listSql));
      if (names.length > 0) return { holds: `${counted(names.length, 'table')}, by SQLite ${version}` };
      return { reason: 'no-tables', text: `${where} has no tables: there is nothing to back up.` };
    },
    // A restore comes when the file may be gone.
    check: () => (job.inputs.mode === 'backup' ? ask(job, room, file, 'select 1;\n').then(() => {}) : checkProgram(room, file)),
    guarded: (work) => work(),
    open: () => openMoment(job, room, file),
    readArchive: prove,
    async rehearse(store, evidence) {
      const started = job.clock.now();
      await readArchive(job, room, store, evidence, mismatch);
      return job.clock.now() - started;
    },
    // An old log beside a new file would be played into it.
    place: (into) => filePlace(job, { room, into, sides: ['-wal', '-shm', '-journal'], prove }),
  };
}

/** @throws Failure `database-unreachable`, `program-missing` */
async function ask(job: Job, room: Room, file: string, statements: string): Promise<string> {
  const options = { input: statements, allowFailure: true, deadline: job.remaining(), signal: job.signal };
  const { code, stdout, stderr } = await room.run(['sh', '-c', askScript, 'sh', file], options);
  if (code === 0) return stdout;
  throw unreadable(room, file, code, stderr);
}

/** @throws Failure `program-missing` */
async function checkProgram(room: Room, file: string): Promise<void> {
  const { code, stderr } = await room.run(['sh', '-c', programScript], { allowFailure: true });
  if (code !== 0) throw unreadable(room, file, 127, stderr);
}

function unreadable(room: Room, file: string, code: number, stderr: string): Failure {
  const said = stderr.trim().split('\n').at(-1) || `exit code ${code}`;
  const state = 'Nothing was written.';
  if (code === 127)
    return new Failure('program-missing', `${said} ${room.where}.`, { state, hint: 'On Debian and Ubuntu: apt-get install sqlite3.' });
  return new Failure('database-unreachable', `${file} ${room.where} cannot be read: ${said}`, {
    state,
    hint: 'Check the input file, and that the user of this run may read it and the folder that it is in.',
  });
}

async function openMoment(job: Job, room: Room, file: string): Promise<Moment> {
  const options = { deadline: job.remaining(), signal: job.signal, allowFailure: true };
  const { code, stdout, stderr } = await room.run(['sh', '-c', copyScript, 'sh', file], options);
  if (code !== 0) {
    throw new Failure('dump-failed', `SQLite could not copy ${file}: ${stderr.trim().split('\n').at(-1)}`, {
      state: 'No backup was stored.',
      hint: 'The copy needs SQLite 3.27 or newer, and room for the database in /var/tmp. Where something writes without pause and without a write-ahead log, it waits a minute.',
    });
  }
  const copy = stdout.trim();
  return {
    program: 'SQLite',
    magic: 'SQLite format 3\0',
    hint: 'The copy could not be read.',
    start: () => room.start(['cat', '--', copy], { deadline: job.remaining(), signal: job.signal }),
    facts: () => factsAbout(job, room, copy),
    abandon: async () => {},
    close: () => drop(room, copy),
  };
}

async function factsAbout(job: Job, room: Room, file: string): Promise<SqliteFacts> {
  const { version, names } = parseList(await ask(job, room, file, listSql));
  return { kind: 'sqlite', version, tables: names.length > 0 ? parseCounts(names, await ask(job, room, file, countSql(names))) : [] };
}

/** @throws Failure `archive-corrupt`, `checksum`, `key-missing`, and what `differs` makes of another content */
async function readArchive(
  job: Job,
  room: Room,
  store: Reader,
  evidence: Evidence,
  differs: (evidence: Evidence, why: string) => Failure,
): Promise<void> {
  const copy = (await room.run(['sh', '-c', scratchScript])).stdout.trim();
  const count = async (): Promise<readonly Table[]> => {
    const problem = parseIntegrity(await ask(job, room, copy, integritySql));
    if (problem) throw corrupt(evidence, `SQLite finds in it: ${problem}`);
    return (await factsAbout(job, room, copy)).tables;
  };
  try {
    await readFile(job, store, evidence, { room, copy, expected: factsOf(evidence.manifest, 'sqlite').tables, count, differs });
  } finally {
    await drop(room, copy);
  }
}

async function drop(room: Room, copy: string): Promise<void> {
  await room.run(['sh', '-c', dropScript, 'sh', copy], { allowFailure: true }).catch((error: unknown) => {
    if (!(error instanceof ProgramFailure)) throw error;
  });
}
