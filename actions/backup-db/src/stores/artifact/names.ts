import { randomBytes } from 'node:crypto';
import { isId, stamp } from '../../names.ts';

/**
 * An artifact is never changed, and its name is taken for as long as the run lasts, also by an upload that came to nothing. So a file that has to be
 * written again gets a name with something behind it, and of several the newest is the file.
 */

/** The file that an artifact is. */
export const fileOf = (artifact: string): string => artifact.replace(/~[0-9A-Za-z-]+$/, '');

/** Another name for the same file. */
export const anotherName = (file: string, at: Date): string => `${file}~${stamp(at)}-${randomBytes(2).toString('hex')}`;

const drills = 'slipway-drill-';

export const drillName = (at: Date): string => `${drills}${stamp(at)}-${randomBytes(4).toString('hex')}.json`;

export const isDrill = (file: string): boolean => file.startsWith(drills);

/** The id of the backup whose manifest a file is. */
export function manifestIn(file: string): string | undefined {
  const id = file.endsWith('.json') ? file.slice(0, -'.json'.length) : '';
  return isId(id) ? id : undefined;
}

/** The id of the backup whose file it is. */
export function backupIn(file: string): string | undefined {
  const [, id = ''] = /^(.+)\.dump\.zst(?:\.age)?$/.exec(file) ?? [];
  return isId(id) ? id : undefined;
}
