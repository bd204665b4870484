import { createHash } from 'node:crypto';

/** The part of an id that all backups of a database share. */
export function idPrefix(project: string, database: string): string {
  const name = `${project}-${database}`;
  const safe = name.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
  const whole = /^[.-]/.test(safe) ? `_${safe}` : safe;
  if (whole.length <= longestPrefix) return whole;
  return `${whole.slice(0, longestPrefix - 13)}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

/** Names of files may have 255 letters, and more comes behind it. */
const longestPrefix = 160;
