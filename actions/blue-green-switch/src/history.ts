import { Failure } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { releasesNamed } from '@slipway/github';
import { type Entry, isConfirmed, transactions } from '@slipway/journal';
import type { Release } from './runtime.ts';

/** A release that was confirmed once. */
export interface Confirmed extends Release {
  /** It was gone back to. */
  readonly byRollback: boolean;
}

/** Every release that was confirmed once, by the journal, newest first. */
export function confirmedReleases(entries: readonly Entry[]): Confirmed[] {
  return transactions(entries)
    .reverse()
    .flatMap((one) => {
      const order = one.entries.find(
        ({ step, phase, data }) => step === 'switch' && phase === 'intent' && typeof data?.['images'] === 'object',
      );
      const version = order?.data?.['version'];
      if (!isConfirmed(one) || typeof version !== 'string') return [];
      return [{ version, images: order?.data?.['images'] as Release['images'], byRollback: one.outcome === 'rolled-back' }];
    });
}

/** A release that stands on a colour without traffic, waiting for its promotion. */
export interface Prepared extends Release {
  readonly color: Color;
  /** Colour that served when it was prepared. */
  readonly from: Color | undefined;
  readonly derived: boolean;
}

/** The release that was prepared last, where nothing was changed since; a run that was refused before it changed anything does not count. */
export function preparedRelease(entries: readonly Entry[]): Prepared | undefined {
  const last = transactions(entries).findLast((one) => one.entries.some(({ step }) => step !== 'end'));
  if (last?.outcome !== 'prepared') return undefined;
  const data = last.entries.findLast(({ step }) => step === 'end')?.data ?? {};
  return {
    version: String(data['version']),
    images: data['images'] as Release['images'],
    color: data['color'] === 'green' ? 'green' : 'blue',
    from: data['from'] === 'blue' || data['from'] === 'green' ? data['from'] : undefined,
    derived: data['derived'] === true,
  };
}

/**
 * The release that a person means by a version; a commit may be shortened to 7 digits. Undefined where none is named: then it is the one that
 * stands on the idle colour, or served before.
 * @throws Failure `nothing-to-roll-back` for a name that is unknown or meant by several, and where none is named after a rollback: behind
 * that is the version that was just left
 */
export function namedRelease(known: readonly Confirmed[], asked: string | undefined): Confirmed | undefined {
  const [newest] = known;
  if (asked === undefined) {
    if (!newest?.byRollback) return undefined;
    throw nothingToRollBack(`${newest.version} serves because of a rollback, and what was left then must be named to come back`, known);
  }
  // A version that is a commit may be called by its beginning; any other only by its name.
  const named = releasesNamed(
    known.map((one) => ({ ...one, commit: one.version })),
    asked,
  );
  if (!named.ok) throw nothingToRollBack(`${asked} is the beginning of several releases`, known);
  const [release] = named.releases;
  if (!release) throw nothingToRollBack(`The journal knows no confirmed release ${asked}`, known);
  return release;
}

/** The release that served before the newest one. */
export function releaseBefore([newest, ...older]: readonly Confirmed[]): Confirmed | undefined {
  return older.find(({ version }) => version !== newest?.version);
}

export function nothingToRollBack(what: string, known: readonly Confirmed[]): Failure {
  const [serving, ...older] = [...new Set(known.map(({ version }) => version))].slice(0, 11);
  return new Failure('nothing-to-roll-back', `${what}${serving === undefined ? ', and none was ever confirmed' : ''}.`, {
    state: 'Nothing was changed.',
    hint:
      older.length > 0
        ? `Name the version to go to. Confirmed before ${serving}, newest first: ${older.join(', ')}.`
        : 'Deploy the wanted version by its digest instead.',
  });
}
