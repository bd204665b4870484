/** One line of gatus' condition grammar, parsed: `[BODY].services.redis == connected`. */
export interface Condition {
  /** As it was written, trimmed. */
  readonly text: string;
  readonly left: Operand;
  readonly operator: Operator;
  readonly right: Operand;
}

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export type Operand = PlaceholderOperand | CallOperand | LiteralOperand | PatternOperand | AnyOperand;

/** `[STATUS]`, `[BODY].a.b[0]['x-y']`, `[HEADER].x-frame-options` */
export interface PlaceholderOperand {
  readonly kind: 'placeholder';
  readonly name: PlaceholderName;
  readonly path: readonly Step[];
}

/** `len([BODY].items)`, `has([BODY].errors)` */
export interface CallOperand {
  readonly kind: 'call';
  readonly name: 'len' | 'has';
  readonly of: PlaceholderOperand;
}

export interface LiteralOperand {
  readonly kind: 'literal';
  /** Without quotes. */
  readonly text: string;
  readonly quoted: boolean;
}

/** `pat(*ok*)`: `*` stands for any text, `?` for one character. */
export interface PatternOperand {
  readonly kind: 'pattern';
  readonly glob: string;
}

/** `any(200, 204)`: equal to one of them. */
export interface AnyOperand {
  readonly kind: 'any';
  readonly of: readonly (LiteralOperand | PatternOperand)[];
}

export type PlaceholderName =
  | 'STATUS'
  | 'BODY'
  | 'HEADER'
  | 'RESPONSE_TIME'
  | 'CONNECTED'
  | 'CERTIFICATE_EXPIRATION'
  | 'VERSION'
  | 'TLS'
  | 'REDIRECTS'
  | 'P50'
  | 'P95'
  | 'P99'
  | 'ERROR_RATE'
  | 'WS'
  | 'DNS_RCODE';

/** A key of an object, an index of a list, or `[*]`: every element of a list, of which there must be one. */
export type Step = string | number | typeof everyElement;

export const everyElement = Symbol('[*]');

export interface ConditionResult {
  readonly text: string;
  readonly passed: boolean;
  /** What was found, short and on one line; or why nothing was found. */
  readonly actual: string;
  /** What was asked for: `== 200`. */
  readonly expected: string;
}

/** A condition that means nothing. It never counts as a pass, and no answer can repair it. */
export class ConditionError extends Error {
  readonly condition: string;
  /** Offset of the first wrong character in `condition`. */
  readonly position: number;
  /** The name that was probably meant. */
  readonly suggestion: string | undefined;

  constructor(condition: string, position: number, problem: string, suggestion?: string) {
    const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
    super(`${problem}${hint} At column ${position + 1} of: ${condition.length > 200 ? `${condition.slice(0, 197)}...` : condition}`);
    this.name = 'ConditionError';
    this.condition = condition;
    this.position = position;
    this.suggestion = suggestion;
  }
}
