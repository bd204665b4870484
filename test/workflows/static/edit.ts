// Changes single values of a YAML text and leaves every other byte where it is, so that line numbers mean the same in the copy.
import { pathKey, positionsOf } from '../../../packages/config/src/positions.ts';

/** A value, by its path of keys and indices and by the offset of its key (of itself, in a sequence). */
export interface Place {
  readonly path: readonly string[];
  readonly offset: number;
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function placesOf(text: string): Place[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return [...positionsOf(text)].map(([key, { line, column }]) => ({
    path: JSON.parse(key) as string[],
    offset: (starts[line - 1] ?? 0) + column - 1,
  }));
}

/** `*` stands for any one key or index. */
export function matches(path: readonly string[], pattern: string): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, index) => part === '*' || part === path[index]);
}

/** Values that name an action or a workflow, in workflows and in composite actions. */
export const references = ['jobs.*.uses', 'jobs.*.steps.*.uses', 'runs.steps.*.uses'];

/** Rewrites what `uses:` names; a replacer that returns undefined leaves it. */
export function rewriteUses(text: string, rewrite: (uses: string) => string | undefined): string {
  const edits = placesOf(text)
    .filter(({ path }) => references.some((pattern) => matches(path, pattern)))
    .flatMap(({ offset }): Edit[] => {
      const [head, before = '', uses = ''] = /^(uses\s*:\s*["']?)([^\s"',}]+)/.exec(text.slice(offset)) ?? [];
      const next = head === undefined ? undefined : rewrite(uses);
      const start = offset + before.length;
      return next === undefined ? [] : [{ start, end: start + uses.length, text: next }];
    });
  return apply(text, edits);
}

/**
 * Takes keys out whose path matches a pattern, and whose text, where that is asked for, begins like `like`. Their lines and comments stay.
 * @throws Error for a value that is no single word
 */
export function removeKeys(text: string, patterns: readonly string[], like = /^/): string {
  const places = placesOf(text);
  const byPath = new Map(places.map((place) => [pathKey(place.path), place]));
  const edits = places
    .filter(({ path, offset }) => patterns.some((pattern) => matches(path, pattern)) && like.test(text.slice(offset)))
    .map((place) => {
      const parent = byPath.get(pathKey(place.path.slice(0, -1)));
      const siblings = places.filter(({ path }) => path.length === place.path.length && isBelow(path, parent?.path ?? []));
      return removal(text, place, { alone: siblings.length === 1, flow: isFlow(text, parent) });
    });
  return apply(text, edits);
}

function isBelow(path: readonly string[], parent: readonly string[]): boolean {
  return parent.every((key, index) => path[index] === key);
}

/** Whether a mapping is written in braces. A document itself never is here. */
function isFlow(text: string, mapping: Place | undefined): boolean {
  return mapping !== undefined && mapping.path.length > 0 && /^(["']?[\w-]+["']?\s*:\s*)?\{/.test(text.slice(mapping.offset));
}

function removal(text: string, { path, offset }: Place, { alone, flow }: { alone: boolean; flow: boolean }): Edit {
  const rest = text.slice(offset);
  const [pair] = /^["']?[\w-]+["']?\s*:\s+(?:\$\{\{.*?\}\}|"[^"\n]*"|'[^'\n]*'|[^\s#,{}[\]|>"'&*]+)/.exec(rest) ?? [];
  if (pair === undefined)
    throw new Error(`${path.join('.')} is no single word on one line; write it so, that it can be taken out of a copy`);
  if (!flow) return { start: offset, end: offset + pair.length, text: alone ? '{}' : '' };
  const [after] = /^\s*,[ \t]*/.exec(rest.slice(pair.length)) ?? [''];
  const [before] = after === '' ? (/,\s*$/.exec(text.slice(0, offset)) ?? ['']) : [''];
  return { start: offset - before.length, end: offset + pair.length + after.length, text: before.replace(/, ?/, '') };
}

function apply(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((done, { start, end, text: next }) => done.slice(0, start) + next + done.slice(end), text);
}
