import type { Condition, ConditionResult } from './condition.ts';
import { evaluate } from './evaluate.ts';
import type { Observation } from './observation.ts';

/** Lists of conditions of which all of one must hold. */
export type Alternatives = readonly (readonly Condition[])[];

/** What became of all conditions, and of the alternative that holds; where none does, of the first one. */
export function evaluateAll(conditions: readonly Condition[], either: Alternatives, observation: Observation): readonly ConditionResult[] {
  const judged = either.map((alternative) => alternative.map((condition) => evaluate(condition, observation)));
  const chosen = judged.find((results) => results.every(({ passed }) => passed)) ?? judged[0] ?? [];
  return [...conditions.map((condition) => evaluate(condition, observation)), ...chosen];
}
