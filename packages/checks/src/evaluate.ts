import { equal, matches, ordered, type Verdict } from './compare.ts';
import { type Condition, type ConditionResult, everyElement, type Operand, type Operator, type PlaceholderOperand } from './condition.ts';
import { matchGlob } from './glob.ts';
import type { Observation } from './observation.ts';
import { lookUp } from './path.ts';
import { resolve } from './resolve.ts';
import { literal, showValue, type Value } from './value.ts';
import { writeOperand, writeSteps } from './write.ts';

/** Whether a condition holds for an answer. A value that is not there fails every operator, `!=` too. */
export function evaluate(condition: Condition, observation: Observation): ConditionResult {
  const wildcard = findWildcard(condition);
  return wildcard === undefined ? evaluateOne(condition, observation) : evaluateEvery(condition, wildcard, observation);
}

function evaluateOne(condition: Condition, observation: Observation): ConditionResult {
  const { text, left, right } = condition;
  const turned = isConstant(left);
  const [subject, object] = turned ? [right, left] : [left, right];
  const operator = turned ? mirrored[condition.operator] : condition.operator;
  const expected = `${operator} ${writeOperand(object)}`;
  const result = (passed: boolean, actual: string): ConditionResult => ({ text, passed, actual, expected });
  if (subject.kind === 'pattern' || subject.kind === 'any') return result(false, 'two constants');
  const found = resolve(subject, observation);
  if ('missing' in found) {
    return beginsAs(subject, object, observation) ? result(operator === '==', 'a body that begins so') : result(false, found.missing);
  }
  const shown = showValue(found.value);
  const verdict = compare(found.value, operator, object, observation);
  if (typeof verdict === 'boolean') return result(verdict, describe(subject, shown, object, observation));
  return result(false, `${shown} (${verdict.why})`);
}

function compare(value: Value, operator: Operator, object: Operand, observation: Observation): Verdict {
  if (operator !== '==' && operator !== '!=') {
    if (object.kind === 'pattern' || object.kind === 'any') return { why: 'no order' };
    const other = resolve(object, observation);
    return 'missing' in other ? { why: other.missing } : ordered(operator, value, other.value);
  }
  const same = isSame(value, object, observation);
  return typeof same === 'boolean' ? same === (operator === '==') : same;
}

function isSame(value: Value, object: Operand, observation: Observation): Verdict {
  if (object.kind === 'pattern') return matches(object.glob, value);
  if (object.kind === 'any') {
    const verdicts = object.of.map((item) => (item.kind === 'pattern' ? matches(item.glob, value) : equal(value, literal(item))));
    return verdicts.includes(true) || (verdicts.find((verdict) => typeof verdict !== 'boolean') ?? false);
  }
  const other = resolve(object, observation);
  return 'missing' in other ? { why: other.missing } : equal(value, other.value);
}

/** A body that was not read to its end proves one thing: that it begins as a pattern says which leaves the rest open. */
function beginsAs(subject: Operand, object: Operand, { body, truncated }: Observation): boolean {
  if (!truncated || subject.kind !== 'placeholder' || subject.name !== 'BODY' || subject.path.length > 0) return false;
  const patterns = object.kind === 'any' ? object.of : [object];
  return patterns.some((one) => one.kind === 'pattern' && one.glob.endsWith('*') && matchGlob(one.glob, body.trimStart()));
}

/** What was found; of two values of the answer, both. */
function describe(subject: Operand, shown: string, object: Operand, observation: Observation): string {
  if (object.kind !== 'placeholder' && object.kind !== 'call') return shown;
  const other = resolve(object, observation);
  return subject.kind === 'literal' || 'missing' in other ? shown : `${shown}, and the other is ${showValue(other.value)}`;
}

function isConstant(operand: Operand): boolean {
  return operand.kind === 'literal' || operand.kind === 'pattern' || operand.kind === 'any';
}

/** The same comparison seen from the other side. */
const mirrored: Readonly<Record<Operator, Operator>> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

interface Wildcard {
  readonly placeholder: PlaceholderOperand;
  readonly index: number;
}

function findWildcard(condition: Condition): Wildcard | undefined {
  for (const operand of [condition.left, condition.right]) {
    const placeholder = operand.kind === 'call' ? operand.of : operand;
    if (placeholder.kind !== 'placeholder') continue;
    const index = placeholder.path.indexOf(everyElement);
    if (index >= 0) return { placeholder, index };
  }
  return undefined;
}

/** `[*]`: the condition holds for every element of a list that has at least one. The first element that breaks it is shown. */
function evaluateEvery(condition: Condition, { placeholder, index }: Wildcard, observation: Observation): ConditionResult {
  const path = placeholder.path.slice(0, index);
  const list = observation.json === undefined ? undefined : lookUp(observation.json, path);
  const elements = list && 'value' in list && Array.isArray(list.value) ? list.value : undefined;
  const length = elements?.length ?? 0;
  let last = evaluateOne(at(condition, placeholder, index, 0), observation);
  if (length === 0) return { ...last, passed: false, actual: elements ? `[BODY]${writeSteps(path)} is a list of 0` : last.actual };
  for (let element = 0; element < length; element++) {
    last = evaluateOne(at(condition, placeholder, index, element), observation);
    if (!last.passed) return { ...last, actual: `${last.actual} at [BODY]${writeSteps([...path, element])}` };
  }
  return { ...last, actual: `all ${length}` };
}

/** The same condition for one element. */
function at(condition: Condition, placeholder: PlaceholderOperand, index: number, element: number): Condition {
  const one: PlaceholderOperand = { ...placeholder, path: placeholder.path.with(index, element) };
  const replace = (operand: Operand): Operand => {
    if (operand === placeholder) return one;
    return operand.kind === 'call' && operand.of === placeholder ? { ...operand, of: one } : operand;
  };
  return { ...condition, left: replace(condition.left), right: replace(condition.right) };
}
