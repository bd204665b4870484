import { show } from '../show.ts';
import type { Place } from './place.ts';
import { refuse } from './question.ts';

/** A refusal of PostgreSQL, or of a pooler before it, by its SQLSTATE. @throws Refusal always */
export function refuseServer(fields: ReadonlyMap<string, string>, { endpoint, user, path }: Place): never {
  const code = /^[0-9A-Z]{5}$/.exec(fields.get('C') ?? '')?.[0] ?? 'UNKNOWN';
  const said = show(fields.get('M') ?? '', 160);
  const who = `the user ${show(user || 'postgres', 60)}`;
  const sentences: Readonly<Record<string, string>> = {
    '28P01': `${endpoint} refused the password of ${who}`,
    '28000': `${endpoint} does not let ${who} in: ${said}`,
    '3D000': `${endpoint} has no database ${show(path || user, 60)}`,
    '42501': `${endpoint} does not let ${who} in: ${said}`,
    '53300': `${endpoint} has no connection left: ${said}`,
    '57P01': `${endpoint} is shutting down`,
    '57P03': `${endpoint} takes no connections yet: ${said}`,
    // Poolers have this one code for everything.
    '08P01': /auth\w* failed/i.test(said) ? `${endpoint} refused the password of ${who}` : `${endpoint} broke off the login: ${said}`,
  };
  refuse((Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? `${endpoint} answered an error (${code}): ${said}`, code);
}
