import { stripVTControlCharacters } from 'node:util';
import { Failure, formatDuration, messageOf } from '@slipway/action';
import type { Facts, Trouble } from '../answer.ts';
import { type Attempt, late, type Ran, titleOf } from '../apply.ts';
import type { Live, RevisionSql } from '../classify/hazard.ts';
import { openParser, type Parse } from '../classify/parse.ts';
import type { Offline } from '../classify/read.ts';
import { withoutOwn } from '../fingerprint.ts';
import type { Plan } from '../plan.ts';
import type { Question } from '../probe.ts';
import type { Work } from '../work.ts';
import type { Adapter, Known, Place, Step } from './adapter.ts';
import { applicationConnection, applicationUrl, endOwn, lookAt, openApplicationDatabase } from './database.ts';
import { wayFor } from './history.ts';
import { readFolder } from './read-files.ts';
import { readScript } from './script.ts';
import type { Tool } from './tool.ts';
import { failureOf, isMissing, missing, tellingLines, troubleOf } from './trouble.ts';

/** A tool of the suite, from what is particular to it. */
export function filesTool(adapter: Adapter): Tool {
  const { title, undoes, unverified, outside, announces = false } = adapter;
  return {
    title,
    undoes,
    unverified,
    outside,
    announces,
    probe: (work, question) => probe(work, question, adapter),
    attempt: (work, plan) => attempt(work, plan, adapter),
    async settle(work, { direction }, now, { at, trouble }) {
      if (now.dirty === undefined || at === undefined || trouble?.loose !== false || !adapter.unmark) return false;
      // A program that was ended, or lost its connection, may have committed what it did not mark.
      if (!adapter.refused?.(trouble.message)) return false;
      const step = adapter.unmark(work, await openPlace(work, adapter, direction), { id: at, direction });
      work.ports.log.info(`${at} was one transaction, so nothing of it stands: ${title}'s mark of the failure is taken back.`);
      const call = { title, deadline: work.remaining(), signal: work.signal, onLine: shown(work) };
      // Whether it helped is seen by looking.
      await step.run(call).catch((error: unknown) => work.ports.log.warn(messageOf(error)));
      return true;
    },
    stop: endOwn,
    stamp: () => adapter.stamp,
    mend: (_, id) => adapter.mend(id),
    goBack: (_, to) =>
      undoes ? `Go back with mode downgrade, revision ${to}, or restore a backup.` : 'Restore a backup, or go on with a new migration.',
    noWayBack: (now) => `There is no way back by itself: ${now.refused ?? 'what was applied is not the newest'}.`,
  };
}

/** The image and the database, as the tool will meet them. */
async function openPlace(work: Work, adapter: Adapter, direction: Plan['direction']): Promise<Place> {
  if (adapter.survey) {
    // A program may find its database by other ways; where it has the URL, that is checked before anything runs.
    if (applicationUrl(work) !== undefined) applicationConnection(work);
    const seen = await adapter.survey(work, direction);
    return { base: '.', folder: adapter.folder, database: await openApplicationDatabase(work), ...seen };
  }
  const folder = await readFolder(work, work.inputs.migrations ?? adapter.folder, adapter.title, adapter.beside);
  adapter.check?.(work, folder.files);
  const known = await adapter.known(folder.files, work);
  if (adapter.connects) applicationConnection(work);
  const database = await openApplicationDatabase(work);
  return { base: folder.base, folder: folder.path, known, database, marks: await adapter.marks(work, database, known, folder.files) };
}

async function probe(work: Work, question: Question, adapter: Adapter): Promise<Facts> {
  if (question.connect === false && (!adapter.survey || adapter.offline)) return withoutDatabase(work, question, adapter);
  const { known, folder, database, marks } = await openPlace(work, adapter, question.direction);
  const seen = await lookAt(database, work.runName, {
    fingerprint: question.fingerprint ?? false,
    live: question.sql ?? false,
    key: question.key ?? null,
    end: question.end ?? false,
    lockTimeout: work.inputs['ddl-lock-timeout'],
  });
  const way = wayFor(known, marks, question, adapter);
  const own = new Set(marks.own);
  return {
    ...way,
    ...(marks.dirty === undefined ? {} : { dirty: marks.dirty }),
    alembic: '',
    ini: folder,
    stamped: marks.stamped,
    tables: seen.tables.filter((name) => !own.has(`relation ${name}`)),
    others: seen.others,
    database: database.name,
    server: database.server.version,
    driver: 'psql',
    locked: seen.locked,
    fingerprint: seen.fingerprint && withoutOwn(seen.fingerprint, own),
    ...(seen.live ? { offline: offlineOf(known, way.steps, seen.live, await openParser()) } : {}),
  };
}

async function withoutDatabase(work: Work, question: Question, adapter: Adapter): Promise<Facts> {
  const { known, folder } = await (adapter.offline?.(work) ?? readKnown(work, adapter));
  const way = wayFor(known, { applied: [] }, question, adapter);
  const none = { tables: [], others: [], database: '', server: '', driver: 'psql', locked: undefined, fingerprint: undefined };
  return { ...way, ...none, alembic: '', ini: folder, stamped: false };
}

async function readKnown(work: Work, adapter: Adapter): Promise<Pick<Place, 'folder' | 'known'>> {
  const folder = await readFolder(work, work.inputs.migrations ?? adapter.folder, adapter.title, adapter.beside);
  return { folder: folder.path, known: await adapter.known(folder.files, work) };
}

/** What the migrations run, for the rules. */
function offlineOf(known: readonly Known[], steps: Facts['steps'], live: Live, parse: Parse): Offline {
  const revisions = steps.flatMap(({ id }) => {
    const one = known.find((each) => each.id === id);
    return one ? [revisionOf(one, parse)] : [];
  });
  return { plan: { transactional: true, perRevision: true, revisions }, live, failed: undefined };
}

export function revisionOf(known: Known, parse: Parse): RevisionSql {
  const { id, path, form, sql } = known;
  const { statements, wrong, allows } = readScript(sql, parse);
  const unseen = known.unseen ?? (wrong === undefined ? undefined : `PostgreSQL's parser cannot read it: ${wrong}`);
  const read = statements.map((one) => ({ sql: one.sql, line: known.line ?? one.line }));
  // The server makes a message of one statement no transaction that this statement would be in.
  const alone = form === 'none' || (form === 'text' && statements.length === 1);
  const mark = (word: string): { sql: string; line: undefined } => ({ sql: word, line: undefined });
  return { id, path, statements: alone ? [mark('commit'), ...read, mark('begin')] : read, unseen, allows };
}

const shown =
  (work: Work) =>
  (line: string): void =>
    work.ports.log.untrusted(work.scrub(line));

async function attempt(work: Work, plan: Plan, adapter: Adapter): Promise<Attempt> {
  const { clock, log } = work.ports;
  const ran: Ran[] = [];
  let started = clock.now();
  const end = (failure?: Failure, trouble?: Trouble, at?: string): Attempt => ({
    ran,
    duration: clock.now() - started,
    failure,
    trouble,
    at,
  });
  let at: string | undefined;
  let under: readonly Known[] = [];
  try {
    const place = await openPlace(work, adapter, plan.direction);
    const steps = await adapter.steps(work, plan, place);
    started = clock.now();
    for (const step of steps) {
      at = step.ids[0];
      under = step.ids.flatMap((id) => place.known.find((one) => one.id === id) ?? []);
      const from = clock.now();
      const finished = await step.run({ title: adapter.title, deadline: work.remaining(), signal: work.signal, onLine: shown(work) });
      const took = clock.now() - from;
      const done = finished.code === 0 ? step.ids : await doneOf(work, step, plan, adapter);
      for (const id of done) {
        // A tool that runs several in one go does not tell how long each of them took.
        ran.push({ id, duration: took / step.ids.length });
        log.info(`${ran.length} of ${plan.revisions.length}: ${titleOf(plan, id)} in ${formatDuration(took / step.ids.length)}`);
      }
      if (finished.code === 0) continue;
      const left = step.ids.filter((id) => !done.includes(id));
      const named = new Set(adapter.together ? left : left.slice(0, 1));
      const suspects = under.filter(({ id }) => named.has(id));
      at = suspects.length === 1 ? suspects[0]?.id : undefined;
      const output = work.scrub(stripVTControlCharacters(finished.stderr.trim() || finished.stdout.trim()));
      const said = tellingLines(output);
      const unmarked = adapter.apart === true && adapter.refused?.(output) !== true;
      const trouble = await troubleOf(
        suspects,
        plan,
        { output, said, unmarked },
        (path, script) => adapter.explain?.(finished, path, script) ?? {},
      );
      if (isMissing(finished)) return end(missing(work, adapter.title), undefined, at);
      return end(failureOf(trouble, plan, `${adapter.title} ended with exit code ${finished.code}`, said, at), trouble, at);
    }
    return end();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return end(error.reason === 'timeout' ? late(work, plan, at, error) : error, await cutOff(under, plan, error, adapter.apart), at);
  }
}

/** It was ended from outside: what it had done by then may stand where no transaction was around it. */
export async function cutOff(under: readonly Known[], plan: Plan, error: Failure, unmarked = false): Promise<Trouble | undefined> {
  return under.length === 0 ? undefined : troubleOf(under, plan, { output: '', said: error.message, unmarked }, () => ({}));
}

/** Which ones of a failed step are committed all the same. */
async function doneOf(work: Work, step: Step, plan: Plan, adapter: Adapter): Promise<readonly string[]> {
  if (step.ids.length === 1) return [];
  const { marks } = await openPlace(work, adapter, 'upgrade');
  const applied = new Set(marks.applied.map(({ id }) => id));
  return step.ids.filter((id) => applied.has(id) === (plan.direction === 'upgrade'));
}
