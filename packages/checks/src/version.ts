import { Cursor } from './cursor.ts';
import type { Observation } from './observation.ts';
import { valueAt } from './path.ts';
import { parseSteps } from './steps.ts';

/** Where an answer names its version; without either, the header `x-version` and the usual names in a JSON body are looked at. */
export interface VersionPlace {
  /** Path in the JSON body: `build.sha`. */
  readonly path?: string;
  readonly header?: string;
}

export interface ExpectedVersion extends VersionPlace {
  readonly value?: string;
  /**
   * Nobody wrote the value down for this application: it is the commit of the run. Then an answer like `0.1.0` leaves the identity unproven, and
   * only another commit is stale.
   */
  readonly derived?: boolean;
  /** An answer that names no version fails. */
  readonly required?: boolean;
}

/** `stale`: it says that it is another version. `unproven`: it says nothing that can be compared, or nothing was expected. */
export type Identity = 'proven' | 'unproven' | 'stale';

export interface Identified {
  readonly identity: Identity;
  /** The version that decided, or the first one named. */
  readonly version?: string;
}

const usualHeader = 'x-version';
const usualPaths: readonly string[] = ['version', 'commit', 'sha', 'git_sha', 'commitSha', 'build.sha'];

/** Every version that an answer names, in the order in which places count. */
export function readVersions(answer: Pick<Observation, 'headers' | 'json'>, place: VersionPlace = {}): readonly string[] {
  const usual = place.path === undefined && place.header === undefined;
  const headers = usual ? [usualHeader] : [place.header ?? []].flat();
  const paths = usual ? usualPaths : [place.path ?? []].flat();
  const found = [
    ...headers.map((name) => (Object.hasOwn(answer.headers, name.toLowerCase()) ? answer.headers[name.toLowerCase()] : undefined)),
    ...paths.map((path) => readPath(answer.json, path)),
  ];
  return [...new Set(found.map((text) => text?.trim() ?? '').filter((text) => text !== '' && text.length <= 200))];
}

function readPath(json: unknown, path: string): string | undefined {
  if (json === undefined) return undefined;
  const found = valueAt(json, usualSteps.get(path) ?? parsePath(path));
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

/** `build.sha`, `items[0]['x y']`. @throws ConditionError */
export function parsePath(path: string): ReturnType<typeof parseSteps> {
  const cursor = new Cursor(path.startsWith('[') || path.startsWith('.') ? path : `.${path}`);
  const steps = parseSteps(cursor);
  if (cursor.here !== '') cursor.fail('A path such as build.sha is expected.');
  return steps;
}

/** Compares what an answer says with what was expected. */
export function identify(observation: Observation, expected: ExpectedVersion = {}): Identified {
  const versions = readVersions(observation, expected);
  const [first] = versions;
  if (first === undefined) return { identity: 'unproven' };
  const { value } = expected;
  if (value === undefined || value === '') return { identity: 'unproven', version: first };
  const same = versions.find((version) => sameVersion(version, value));
  if (same !== undefined) return { identity: 'proven', version: same };
  const other = versions.find((version) => isRevision(version) && isRevision(value));
  if (other !== undefined) return { identity: 'stale', version: other };
  return { identity: expected.derived ? 'unproven' : 'stale', version: first };
}

/** Equal, or two writings of one commit of which the shorter has at least 7 digits. A `v` before a number is no difference. */
export function sameVersion(a: string, b: string): boolean {
  if (plain(a) === plain(b)) return true;
  if (!isRevision(a) || !isRevision(b)) return false;
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left.startsWith(right) || right.startsWith(left);
}

function isRevision(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text);
}

function plain(text: string): string {
  return text.replace(/^v(?=\d)/i, '');
}

const usualSteps: ReadonlyMap<string, ReturnType<typeof parseSteps>> = new Map(usualPaths.map((path) => [path, parsePath(path)]));
