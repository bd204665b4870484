// Expressions of workflows, evaluated by GitHub's own implementation.
import { data, Evaluator, type Expr, Lexer, Parser } from '@actions/expressions';
import type { Job, Workflow } from './workflow.ts';
import { ancestors } from './workflow.ts';

export type Contexts = Readonly<Record<string, unknown>>;
export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';

const names = ['github', 'inputs', 'vars', 'secrets', 'needs', 'jobs', 'job', 'steps', 'env', 'matrix', 'strategy', 'runner'];
export const statusFunctions = ['success', 'failure', 'cancelled', 'always'] as const;
const functions = [...statusFunctions.map((name) => ({ name, minArgs: 0, maxArgs: 0 })), { name: 'hashFiles', minArgs: 1, maxArgs: 255 }];

/** @throws ExpressionError for what GitHub would refuse */
export function parseExpression(text: string): Expr {
  return new Parser(new Lexer(text).lex().tokens, names, functions).parse();
}

export function toData(value: unknown): data.ExpressionData {
  return JSON.parse(JSON.stringify(value ?? null), data.reviver) as data.ExpressionData;
}

function fromData(value: data.ExpressionData): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer));
}

/** Value of an expression without its braces. A context that is not given is empty, as on GitHub. */
export function evaluate(text: string, contexts: Contexts, status: Status = succeeded): unknown {
  const given = Object.fromEntries(names.map((name) => [name, contexts[name] ?? {}]));
  const known = statusFunctions.map(
    (name) => [name, { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(status[name]) }] as const,
  );
  return fromData(new Evaluator(parseExpression(text), toData(given) as data.Dictionary, new Map(known)).evaluate());
}

/** A text with expressions in it: a value of its own type where the whole text is one expression. */
export function interpolate(text: string, contexts: Contexts): unknown {
  const whole = /^\$\{\{((?:(?!\}\})[\s\S])*)\}\}$/.exec(text.trim());
  if (whole) return evaluate(whole[1] ?? '', contexts);
  return text.replaceAll(/\$\{\{([\s\S]*?)\}\}/g, (_, inside: string) => String(evaluate(inside, contexts) ?? ''));
}

type Status = Readonly<Record<(typeof statusFunctions)[number], boolean>>;
const succeeded: Status = { success: true, failure: false, cancelled: false, always: true };

/** The `if` of a job as one expression: GitHub puts `success() &&` before one that asks for no status. */
export function conditionOf(job: Job): string {
  const text = String(job.if ?? 'success()').trim();
  const bare = /^\$\{\{([\s\S]*)\}\}$/.exec(text)?.[1]?.trim() ?? text;
  return asksForStatus(bare) ? bare : `success() && (${bare})`;
}

function asksForStatus(condition: string): boolean {
  const outsideOfTexts = condition.replaceAll(/'(?:[^']|'')*'/g, "''");
  return /(?<![\w.-])(success|failure|cancelled|always)\s*\(/i.test(outsideOfTexts);
}

/**
 * Whether a job starts, once everything that it needs is over. `success()` and `failure()` look at every job before it, not only at those it names: that
 * is why a skipped job skips those after it, down to the last.
 */
export function starts(
  workflow: Workflow,
  id: string,
  {
    results = {},
    cancelled = false,
    ...contexts
  }: Contexts & { readonly results?: Readonly<Record<string, JobResult>>; readonly cancelled?: boolean },
): boolean {
  const before = [...ancestors(workflow, id)].map((name) => results[name] ?? 'success');
  const job = workflow.jobs[id] ?? {};
  const direct = typeof job.needs === 'string' ? [job.needs] : (job.needs ?? []);
  const needs = Object.fromEntries(direct.map((name) => [name, { result: results[name] ?? 'success', ...outputsOf(contexts, name) }]));
  const status = {
    success: !cancelled && before.every((result) => result === 'success'),
    failure: !cancelled && before.includes('failure'),
    cancelled,
    always: true,
  };
  return Boolean(evaluate(conditionOf(job), { ...contexts, needs }, status));
}

function outputsOf(contexts: Contexts, name: string): object {
  const needs = contexts['needs'] as Readonly<Record<string, object>> | undefined;
  return needs?.[name] ?? {};
}
