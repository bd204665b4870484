// act 0.2.87 knows the workflow syntax of 2025. This makes the copy of a workflow, or of a composite action, that it can run: it says the same in older
// words, or less where act has no words at all (queues, deployments and caches are not act's to keep). Lines keep their numbers.
import { removeKeys, rewriteUses } from './static/edit.ts';

export interface DownlevelOptions {
  /** The suite as the copy names it, and as `--local-repository` knows it. */
  readonly suite?: string;
  readonly ref?: string;
  /** Also what only `act --strict` refuses. */
  readonly strict?: boolean;
}

/** Keys that act's schema refuses, by their path. */
const unknown = [
  'concurrency.queue',
  'jobs.*.concurrency.queue',
  'jobs.*.environment.deployment',
  'cache-mode',
  'jobs.*.cache-mode',
  'permissions.artifact-metadata',
  'jobs.*.permissions.artifact-metadata',
];
const unknownWhenStrict = ['on.schedule.*.timezone'];

export function downlevel(text: string, { suite = 'slipway/slipway', ref = 'v1', strict = false }: DownlevelOptions = {}): string {
  const absolute = rewriteUses(text, (uses) => (uses.startsWith('$/') ? `${suite}/${uses.slice(2)}@${ref}` : undefined));
  return removeKeys(absolute, strict ? [...unknown, ...unknownWhenStrict] : unknown);
}
