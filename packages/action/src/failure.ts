export interface FailureDetails {
  /** What to do. */
  readonly hint?: string;
  /** What it means for the release: `Nothing was changed.` */
  readonly state?: string;
  /** The output `outcome`; `failed` unless something else is true, like `rolled-back`. */
  readonly outcome?: string;
  /** Outputs that help even though the action failed, like the digest or the live colour. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly summary?: string;
  readonly annotations?: readonly import('./contract.ts').Annotation[];
  readonly cause?: unknown;
}

/** An expected failure: a fixed reason word of the contract, a sentence, what state things are in, and what to do. */
export class Failure extends Error {
  readonly reason: string;
  readonly details: FailureDetails;

  constructor(reason: string, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.reason = reason;
    this.details = details;
  }

  /** The whole text for people: what happened, what state things are in, what to do. */
  get text(): string {
    return [this.message, this.details.state, this.details.hint].filter(Boolean).reduce<string>(follow, '');
  }
}

/** One sentence after another; what a program said may end without a full stop, and a list with a new line. */
function follow(before: string, next: string | undefined): string {
  if (before === '' || before.endsWith('\n')) return `${before}${next}`;
  return `${before}${/[.!?:;)\]…]$/.test(before.trimEnd()) || before.includes('\n') ? '' : '.'} ${next}`;
}

/** The same failure with more known about it: an outer step knows the state that an inner one could not. */
export function withDetails(failure: Failure, details: FailureDetails): Failure {
  const merged = { ...failure.details, ...details, outputs: { ...failure.details.outputs, ...details.outputs } };
  return new Failure(failure.reason, failure.message, { ...merged, cause: failure.cause ?? failure });
}

/** A message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
