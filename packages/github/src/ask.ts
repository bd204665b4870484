import { formatDuration } from '@slipway/action';
import type { GitHub, Octokit } from './client.ts';
import type { Repository } from './repository.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import { sentence } from './why.ts';

/**
 * Answer of one call. Never a throw: `why` is a sentence for people that names the missing permission where GitHub refused. Status 0 means
 * that there was no answer at all, 429 that GitHub asked to come back later than anybody would wait.
 */
export type Answer<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly status: number; readonly why: string };

export interface Call<R, T> {
  /** What is asked for, as it continues "GitHub refused to". */
  readonly doing: string;
  /** Permission of the token, such as `deployments: write`; said where GitHub does not name it itself. */
  readonly needs: string;
  readonly request: (octokit: Octokit, repo: Repository) => Promise<{ readonly data: R }>;
  readonly read: (data: R) => T;
  /**
   * Finds what a call whose answer was lost has created; undefined data: it did not. Only for calls that would create a second thing when
   * repeated: where this cannot be found out either, they are not repeated.
   */
  readonly taken?: () => Promise<Answer<T | undefined>>;
}

/** Milliseconds that one call may spend with waiting, all in all. */
const waitLimit = 60_000;

/** Times that a call is tried; GitHub may ask oftener to come back later. */
const tries = { broken: 3, unsent: 3, limited: 5, refused: 1 };

/**
 * Asks GitHub, and again where that is right (GitHub's "Best practices for using the REST API"): told to come back later, after the time that
 * it says, up to a minute in all; after an error of the server or a lost connection three times, a second and then two apart. What would
 * create a second thing is repeated only where the first cannot exist.
 */
export async function ask<R, T>(github: GitHub, call: Call<R, T>): Promise<Answer<T>> {
  if (github.closed) return { ok: false, status: 0, why: `GitHub was not asked to ${call.doing}: ${github.closed}.` };
  let waited = 0;
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(github, call);
    if (!('trouble' in outcome)) return outcome;
    const { trouble } = outcome;
    if (github.signal?.aborted) return ended(call, github.signal);
    const no: Answer<T> = {
      ok: false,
      status: trouble.kind === 'limited' ? 429 : trouble.status,
      why: sentence(trouble, call, github, attempt),
    };
    const wait = waitBefore(trouble, attempt, waited);
    if (wait !== undefined) {
      github.log.info(`${no.why} It is asked again in ${formatDuration(wait)}.`);
      if (!(await pause(github, wait))) return ended(call, github.signal);
      waited += wait;
    }
    const found = await findTaken(call, trouble);
    if (found?.ok && found.data !== undefined) return { ok: true, data: found.data };
    if (wait === undefined || found?.ok === false) return no;
  }
}

/** Milliseconds until the next try; undefined: there is none. */
function waitBefore(trouble: Trouble, attempt: number, waited: number): number | undefined {
  const wait = trouble.kind === 'limited' ? trouble.wait : 1000 * 2 ** (attempt - 1);
  return attempt < tries[trouble.kind] && waited + wait <= waitLimit ? wait : undefined;
}

/** What a call whose answer was lost has created; undefined where nothing was lost, or repeating does no harm. */
async function findTaken<R, T>(call: Call<R, T>, trouble: Trouble): Promise<Answer<T | undefined> | undefined> {
  return trouble.kind === 'broken' && call.taken ? call.taken() : undefined;
}

async function once<R, T>(github: GitHub, call: Call<R, T>): Promise<Answer<T> | { trouble: Trouble }> {
  let data: R;
  try {
    ({ data } = await call.request(await github.octokit(), github.repo));
  } catch (error) {
    return { trouble: troubleOf(error, github.clock.now()) };
  }
  try {
    return { ok: true, data: call.read(data) };
  } catch (error) {
    github.log.debug(`Unexpected answer: ${String(error)}`);
    return { ok: false, status: 0, why: `GitHub was asked to ${call.doing}, and its answer was not what its API promises.` };
  }
}

/** False where the wait was ended before its time. */
async function pause(github: GitHub, milliseconds: number): Promise<boolean> {
  try {
    await github.clock.sleep(milliseconds);
    return true;
  } catch {
    return false;
  }
}

/** A signal that ends by a deadline of its caller is no cancelled run. */
function ended<R, T>(call: Call<R, T>, signal: AbortSignal | undefined): Answer<T> {
  const reason: unknown = signal?.reason;
  const late = typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError';
  const why = late ? 'did not answer in the time that there was' : 'the run was cancelled meanwhile';
  return { ok: false, status: 0, why: `GitHub was asked to ${call.doing}, and ${why}.` };
}

/** Entries of one page, as many as GitHub gives. */
export const pageSize = 100;

/** Reads pages until one is not full, `enough` says so, or `pages` of them were read. */
export async function askPages<R, T>(
  github: GitHub,
  page: (number: number) => Call<R, readonly T[]>,
  options: { readonly pages: number; readonly enough?: (entries: readonly T[]) => boolean },
): Promise<Answer<readonly T[]>> {
  const entries: T[] = [];
  let size = 0;
  for (let number = 1; number <= options.pages; number++) {
    const call = page(number);
    const read = (data: R): readonly T[] => {
      size = Array.isArray(data) ? data.length : 0;
      return call.read(data);
    };
    const answer = await ask(github, { ...call, read });
    if (!answer.ok) return answer;
    entries.push(...answer.data);
    if (size < pageSize || options.enough?.(entries)) break;
  }
  return { ok: true, data: entries };
}
