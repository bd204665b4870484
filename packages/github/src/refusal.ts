import { Failure, type FailureDetails } from '@slipway/action';

/** The failure for an answer that must not be missing: GitHub said no, or it could not be asked. */
export function failureOf(answer: { readonly status: number; readonly why: string }, details: FailureDetails): Failure {
  const unreachable = answer.status === 0 || answer.status === 429 || answer.status >= 500;
  return new Failure(unreachable ? 'github-unreachable' : 'github-refused', answer.why, details);
}
