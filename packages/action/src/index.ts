export { type RunContext, readContext } from './context.ts';
export {
  type Annotation,
  type Contract,
  commonOutputs,
  commonReasons,
  defineContract,
  type InputSpec,
  type InputsOf,
  type OutputSpec,
  type OutputsOf,
  type Problem,
  type Result,
} from './contract.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { Failure, type FailureDetails, messageOf, withDetails } from './failure.ts';
export { badInputs, environmentName, readInputs } from './inputs.ts';
export { createLog, type Log } from './log.ts';
export { block, cell, code, table } from './markdown.ts';
export { nearest } from './nearest.ts';
export { addSecret, forgetSecrets, holdsSecret, redact } from './redact.ts';
export { type Action, type Clock, type Host, maskSecret, runAction } from './run.ts';
export { readState, saveState } from './state.ts';
export { checkTarget, type TargetInputs } from './target.ts';
export { vocabulary } from './vocabulary.ts';
export { escapes, insideOf, writeReport } from './workspace.ts';
