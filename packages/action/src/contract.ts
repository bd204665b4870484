/** What an action takes and gives, as plain data: no schema library is loaded before the inputs are known to be good. */

export type InputType = 'string' | 'text' | 'boolean' | 'integer' | 'duration' | 'lines' | 'choice';

export interface InputSpec {
  readonly type: InputType;
  readonly description: string;
  readonly example: string;
  /** Written as the user would write it. An input without default and not required may be absent. */
  readonly default?: string;
  readonly required?: boolean;
  /** Required only when the input `mode` has one of these values. */
  readonly requiredIn?: readonly string[];
  /** Masked before anything else happens, never printed, refused on a command line. */
  readonly secret?: boolean;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface OutputSpec {
  readonly description: string;
}

export interface Problem {
  readonly input: string;
  readonly message: string;
}

export interface Contract {
  /** Folder name of the action. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: Readonly<Record<string, OutputSpec>>;
  /** Every word that the output `outcome` may be, with its meaning. `failed` is added to every action. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** Every word that the output `reason` may be, with its meaning. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Actions whose reasons this one passes on, because it is composed of them. */
  readonly composes?: readonly string[];
}

type Parsed<S extends InputSpec> = S['type'] extends 'boolean'
  ? boolean
  : S['type'] extends 'integer' | 'duration'
    ? number
    : S['type'] extends 'lines'
      ? readonly string[]
      : S extends { readonly choices: readonly (infer W extends string)[] }
        ? W
        : string;

type Present<S extends InputSpec> = S['type'] extends 'lines'
  ? true
  : S extends { readonly default: string }
    ? true
    : S extends { readonly required: true }
      ? true
      : false;

/** The typed object that a core gets: durations in milliseconds, `lines` as a list that may be empty. */
export type InputsOf<C extends Contract> = {
  readonly [K in keyof C['inputs']]: Present<C['inputs'][K]> extends true ? Parsed<C['inputs'][K]> : Parsed<C['inputs'][K]> | undefined;
};

export type OutputsOf<C extends Contract> = { readonly [K in keyof C['outputs']]?: string };

/** What a core returns when what was asked for is true now. Anything else is a thrown `Failure`. */
export interface Result<C extends Contract> {
  readonly outcome: keyof C['outcomes'] & string;
  readonly reason?: string;
  readonly outputs: OutputsOf<C>;
  /** Markdown for the job summary. */
  readonly summary?: string;
  readonly annotations?: readonly Annotation[];
}

/** A finding at a place that a person can edit. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

/** Reasons that any action may end with. */
export const commonReasons = {
  'bad-input': 'An input is missing, malformed or contradicts another; every problem is listed.',
  cancelled: 'The run was cancelled; the message says what state things are in.',
  timeout: 'A deadline passed; the message says what was waited for.',
  unreachable: 'The target could not be reached over SSH.',
  'host-key-missing': 'The target is not in `known-hosts`.',
  'host-key-mismatch': 'The target showed another host key than `known-hosts` says.',
  'ssh-refused': 'The target refused the user or the key.',
  'program-failed': 'A program that the action needs ended with an error; its last lines are in the message.',
  'disk-full': 'The disk of the target, or of the runner, is full.',
  'program-missing': 'A program that the action needs is not installed where it is needed.',
  'output-secret': 'An output would have held a masked value; runners drop such outputs, so the action stops instead.',
  'internal-error': 'A defect in the action; please report it with the debug log.',
} as const;

export const commonOutputs = {
  outcome: { description: 'What is true now, as one word; see the outcomes below.' },
  reason: { description: 'Why, as one fixed word; empty when there is nothing to explain.' },
} as const;

/** Keeps the literal types of a contract, so that `InputsOf` knows every name, default and choice. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}
