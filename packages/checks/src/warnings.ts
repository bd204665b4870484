import type { Check } from './check.ts';
import type { Condition } from './condition.ts';
import { foreignHost } from './foreign.ts';
import type { Observation } from './observation.ts';
import { placeholdersOf } from './placeholders.ts';
import { show } from './show.ts';

const depthLimit = 3;
const placeLimit = 300;
/** A whole answer to "how are you", also with an explanation behind it: `error: no route to host`. An `Error budget` is none. */
const bad =
  /^(unhealthy|degraded|error|errored|down|fail|failed|failing|failure|critical|unavailable|disconnected|offline|not[ _-]?(ready|ok|healthy|connected|available))\s*($|[:(,;.!-])/i;
/** Keys under which `false` is bad news. */
const good = /^(ok|up|alive|healthy|ready|success|connected|available)$/i;
/** Keys of settings and titles, where such a word says nothing about now. */
const harmless = /(^|[_-])(level|log|title|name|label|description|type|mode|on)$|[a-z](Level|Title|Name|Label|Type|Mode|On)$/;

/** Many applications answer 200 while their database is down, and say so in the body only. */
export function bodyWarnings(conditions: readonly Condition[], observation: Observation): readonly string[] {
  if (conditions.some((condition) => placeholdersOf(condition).includes('BODY'))) return [];
  const line = findComplaint(observation.json);
  if (line === undefined) return [];
  return [`The status is ${observation.status}, but the body says ${line}, and no condition looks at the body.`];
}

/** Nobody who asks for one host means the answer of another. */
export function redirectWarnings(check: Check, conditions: readonly Condition[], observation: Observation): readonly string[] {
  const host = foreignHost(check, observation);
  if (host === undefined || conditions.some((condition) => placeholdersOf(condition).includes('REDIRECTS'))) return [];
  return [`${show(host, 100)} answered, to which the address redirects: ask it by its own name, or say how many [REDIRECTS] there may be.`];
}

type Place = readonly [path: string, value: unknown];

/** The first line near the top that is bad news, level by level: `services.redis: unhealthy`. */
export function findComplaint(json: unknown): string | undefined {
  let level: readonly Place[] = [['', json]];
  for (let depth = 0; depth <= depthLimit; depth++) {
    const found = level.find(([path, value]) => isComplaint(path, value));
    if (found !== undefined) return `${found[0] === '' ? '' : `${show(found[0], 80)}: `}${show(String(found[1]), 80)}`;
    level = level.flatMap(partsOf).slice(0, placeLimit);
  }
  return undefined;
}

function partsOf([path, value]: Place): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value as Readonly<Record<string, unknown>>).slice(0, placeLimit);
  return entries.map(([key, part]) => [path === '' ? key : `${path}.${key}`, part]);
}

function isComplaint(path: string, value: unknown): boolean {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (value === false) return good.test(key);
  if (typeof value !== 'string' || harmless.test(key)) return false;
  return bad.test(value) || (/^errors?$/i.test(key) && value.trim() !== '');
}
