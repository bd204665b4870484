// Workflows as data, as the checks of this folder read them.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathKey, positionsOf } from '../../../packages/config/src/positions.ts';
import { root } from '../../../script/lib/workspace.ts';
import { parseYaml } from '../../harness/runner/action-yml.ts';

export type Scalar = string | number | boolean | null;
export type Values = Readonly<Record<string, Scalar>>;

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: Scalar;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Values;
  readonly env?: Values;
}

export interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress'?: Scalar;
  readonly queue?: string;
}

export interface Job {
  readonly name?: string;
  readonly needs?: string | readonly string[];
  readonly if?: Scalar;
  readonly uses?: string;
  readonly with?: Values;
  readonly secrets?: 'inherit' | Values;
  readonly steps?: readonly Step[];
  readonly environment?: string | { readonly name: string };
  readonly concurrency?: string | Concurrency;
  readonly permissions?: string | Values;
  readonly outputs?: Values;
  readonly 'timeout-minutes'?: Scalar;
  readonly 'cache-mode'?: string;
}

export interface Parameter {
  readonly description?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: Scalar;
  /** Of an output. */
  readonly value?: string;
}

export interface Interface {
  readonly inputs?: Readonly<Record<string, Parameter | null>>;
  readonly secrets?: Readonly<Record<string, Parameter | null>>;
  readonly outputs?: Readonly<Record<string, Parameter | null>>;
}

export interface Workflow {
  /** Relative to the repository. */
  readonly path: string;
  /** Of the suite itself, or one that teams copy. */
  readonly kind: 'suite' | 'caller';
  readonly text: string;
  readonly data: Content;
  /** Event to its settings. */
  readonly on: Readonly<Record<string, unknown>>;
  /** What `workflow_call` declares. */
  readonly call: Interface | undefined;
  readonly jobs: Readonly<Record<string, Job>>;
  /** The text of the line on which a value stands, '' for one that is not there. */
  lineOf(...path: readonly string[]): string;
}

export interface Content {
  readonly permissions?: string | Values;
  readonly concurrency?: string | Concurrency;
  readonly 'cache-mode'?: string;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A sentence for each place that breaks a rule. */
export type Rule = (workflow: Workflow, all: readonly Workflow[]) => string[];

/** @throws YAMLException */
export function readWorkflow(path: string, text: string): Workflow {
  const data = parseYaml(text) as Content & { on: unknown };
  const positions = positionsOf(text);
  const lines = text.split('\n');
  const on = events(data.on);
  return {
    path,
    kind: path.startsWith('.github/') ? 'suite' : 'caller',
    text,
    data,
    on,
    call: 'workflow_call' in on ? ((on['workflow_call'] ?? {}) as Interface) : undefined,
    jobs: data.jobs,
    lineOf: (...keys) => lines[(positions.get(pathKey(keys))?.line ?? 0) - 1] ?? '',
  };
}

function events(on: unknown): Record<string, unknown> {
  if (typeof on === 'string') return { [on]: null };
  if (Array.isArray(on)) return Object.fromEntries(on.map((event: string) => [event, null]));
  return on as Record<string, unknown>;
}

/** The suite's own workflows and those that teams copy. */
export function loadWorkflows(): Workflow[] {
  const files = globSync(['.github/workflows/*.yml', 'workflows-examples/*/.github/workflows/*.yml'], { cwd: root }).sort();
  return files.map((file) => readWorkflow(file, readFileSync(join(root, file), 'utf8')));
}

/** Path in the suite that a reference leads to: by the commit that runs, by the tag, or by a commit; undefined for what is not the suite's. */
export function suitePath(uses: string): string | undefined {
  const match = /^(?:\$\/([^@]+)|slipway\/slipway(?:\/([^@]+))?@(?:v1|[0-9a-f]{40}))$/.exec(uses);
  return match ? (match[1] ?? match[2] ?? '') : undefined;
}

/** The workflow that a job calls. */
export function calledBy(job: Job, all: readonly Workflow[]): Workflow | undefined {
  const path = suitePath(job.uses ?? '');
  return path === undefined ? undefined : all.find((workflow) => workflow.path === path);
}

/** Name of the suite's action that a step uses. */
export function ownAction(step: Step): string | undefined {
  const path = suitePath(step.uses ?? '');
  return path === '' ? 'release' : /^actions\/([\w-]+)$/.exec(path ?? '')?.[1];
}

export function environmentOf(job: Job): string | undefined {
  return typeof job.environment === 'string' ? job.environment : job.environment?.name;
}

/** An environment that holds reviewers and no secret. */
export function isApproval(environment: string | undefined): boolean {
  return environment?.endsWith('-approval') ?? false;
}

export function concurrencyOf(job: { readonly concurrency?: string | Concurrency }): Concurrency | undefined {
  return typeof job.concurrency === 'string' ? { group: job.concurrency } : job.concurrency;
}

export function needsOf(job: Job): readonly string[] {
  return typeof job.needs === 'string' ? [job.needs] : (job.needs ?? []);
}

/** Jobs that a job waits for, in whatever number of steps. */
export function ancestors(workflow: Workflow, id: string, seen = new Set<string>()): Set<string> {
  for (const need of needsOf(workflow.jobs[id] ?? {})) {
    if (seen.has(need)) continue;
    seen.add(need);
    ancestors(workflow, need, seen);
  }
  return seen;
}

/** What stands in `${{ }}`. */
export function expressionsIn(text: string): string[] {
  return [...text.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map(([, inside = '']) => inside.trim());
}

/** Every text of a value, with its path. */
export function textsIn(value: unknown, path: readonly string[] = []): { readonly path: readonly string[]; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => textsIn(below, [...path, key]));
}
