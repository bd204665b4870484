import { badInputs } from '@slipway/action';
import { type Check, type Condition, ConditionError, parseConditions, parsePath } from '@slipway/checks';
import { checkInputs, parseLimit, parseShare } from './check-inputs.ts';
import type { Inputs } from './contract.ts';
import { expectationOf, given, mannerOf, requestOf } from './request.ts';
import { hidePassword } from './secrets.ts';

/** Asks for figures that only many requests give. */
const figure = /\[(P50|P95|P99|ERROR_RATE)\]/i;

/** @throws Failure `bad-input` with every problem of the inputs */
export function refuseBadInputs(inputs: Inputs): void {
  const problems = [...checkInputs(inputs), ...pathProblems(inputs['version-path'])];
  if (problems.length > 0) throw badInputs(problems);
}

/** The check of `url`. @throws Failure `bad-condition` */
export function readCheck(inputs: Inputs, text: string, commit: string | undefined): Check {
  const url = new URL(text);
  hidePassword(url);
  const conditions = [...parseConditions(inputs.checks), ...expectations(inputs)];
  const expectVersion = expectationOf(inputs, commit);
  const common = { ...mannerOf(inputs), name: shortName(url), url: text, conditions };
  // Other kinds have no redirects, headers and versions; one that is given anyway is refused.
  if (!/^https?:$/.test(url.protocol)) return { ...common, ...onlyHttp(inputs) };
  return {
    ...common,
    ...requestOf(inputs),
    method: inputs.method,
    ...given('body', inputs.body),
    expectVersion,
    ...given('expectDigest', inputs['expect-digest']?.replace(/^.*@/, '')),
    ...measuring(inputs, conditions),
  };
}

/** What was said by hand, and not by default. */
function onlyHttp(inputs: Inputs): Partial<Check> {
  const { redirects: _redirects, ...request } = requestOf(inputs);
  return { ...request, method: inputs.method, ...given('body', inputs.body) };
}

/** What is measured by this check, once it passed. */
export function measuring(inputs: Inputs, conditions: readonly Condition[], own = true): Partial<Check> {
  const { samples, soak, rate } = inputs;
  const other = inputs['compare-to'];
  const wanted = samples !== undefined || soak !== undefined || other !== undefined;
  const needed = conditions.some((condition) => figure.test(condition.text));
  if (!needed && !(own && wanted)) return {};
  const common = { onNoData: inputs['on-no-data'] };
  if (!own) return { ...common, measure: { rate } };
  const ratio = Object.fromEntries(
    inputs['compare-limits'].flatMap((line) => [parseLimit(line) ?? []].filter((limit) => limit.length === 2)),
  );
  return {
    ...common,
    measure: { rate, ...given('samples', samples) },
    ...(soak === undefined ? {} : { soak, errorBudget: parseShare(inputs['error-budget']) ?? 0 }),
    ...(other === undefined ? {} : { compareTo: { url: other, ratio: Object.keys(ratio).length > 0 ? ratio : { p95: 1.5 } } }),
  };
}

/** `expect-status` and `expect-body` as the conditions that they stand for. */
function expectations(inputs: Inputs): readonly Condition[] {
  const status = inputs['expect-status'];
  const body = inputs['expect-body'];
  const lines = status === undefined ? [] : [`[STATUS] == ${status.includes(',') ? `any(${status})` : status}`];
  const glob = `*${body}*`;
  // Made by hand: the text may hold what the grammar would take for its own.
  const holds: Condition = {
    text: `[BODY] == pat(${glob})`,
    left: { kind: 'placeholder', name: 'BODY', path: [] },
    operator: '==',
    right: { kind: 'pattern', glob },
  };
  return [...parseConditions(lines), ...(body === undefined ? [] : [holds])];
}

function pathProblems(path: string | undefined): { input: string; message: string }[] {
  if (path === undefined) return [];
  try {
    parsePath(path);
    return [];
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return [{ input: 'version-path', message: `is not a path such as build.sha. ${error.message}` }];
  }
}

/** Host and path, for sentences. */
export function shortName(url: URL): string {
  return `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
