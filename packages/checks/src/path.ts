import { nearest } from '@slipway/action';
import type { Step } from './condition.ts';
import { show, showJson, showKeys } from './show.ts';
import { writeSteps } from './write.ts';

export type Found = { readonly value: unknown } | { readonly missing: string };

/** The value at a path of a JSON document, or what is there instead. Only own keys count: `constructor` is no key of an object. */
export function lookUp(json: unknown, path: readonly Step[]): Found {
  let value = json;
  for (const [index, step] of path.entries()) {
    const place = `[BODY]${writeSteps(path.slice(0, index))}`;
    if (typeof step === 'number') {
      if (!Array.isArray(value)) return { missing: `${place} is ${showJson(value)}, not a list` };
      if (step >= value.length) return { missing: `${place} is a list of ${value.length}, so it has no [${step}]` };
      value = value[step];
    } else if (typeof step === 'string') {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return { missing: `${place} is ${showJson(value)}, so it has no ${step}` };
      }
      if (!Object.hasOwn(value, step)) return { missing: missingKey(value, step, place) };
      value = (value as Readonly<Record<string, unknown>>)[step];
    } else return { missing: `${place} is not looked at for every element here` };
  }
  return { value };
}

/** The value at a path of keys and indexes; undefined where there is none. Nothing is written about it, which takes most of the time. */
export function valueAt(json: unknown, path: readonly Step[]): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || typeof step === 'symbol' || Array.isArray(value) !== (typeof step === 'number'))
      return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

function missingKey(value: object, step: string, place: string): string {
  // Keys come from the server: only a few short ones are worth comparing.
  const likely = Object.keys(value)
    .slice(0, 200)
    .filter((key) => key.length <= 60);
  const near = step.length <= 60 ? nearest(step, likely) : undefined;
  return `${place} has ${showKeys(value)}, and no ${step}${near === undefined ? '' : ` (did you mean ${show(near)}?)`}`;
}
