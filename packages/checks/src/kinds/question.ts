import { Failure, formatDuration, redact } from '@slipway/action';
import type { KindPorts, KindRequest } from '../kind.ts';
import type { ErrorClass, Observation, ProbeError } from '../observation.ts';
import { describeError, describeTimeout, type Progress } from '../probe-error.ts';
import { show } from '../show.ts';

/** What is known so far; whatever ends the question, this is reported. */
export interface Finding {
  connected: boolean;
  json?: unknown;
  /** The JSON as text unless there is a text of its own. */
  body?: string;
  answers?: NonNullable<Observation['answers']>;
  status?: number;
  headers?: Readonly<Record<string, string>>;
  certificateExpiration?: number;
  tlsVersion?: string;
}

/** How far a question came, for the sentence about its end. */
export interface Stage extends Progress {
  connected: boolean;
  answering: boolean;
  secure: boolean;
  indirect: boolean;
  /** TCP stands, and the TLS handshake is under way. */
  handshaking: boolean;
}

/** One question under way. */
export interface Question {
  readonly request: KindRequest;
  readonly ports: KindPorts;
  readonly stage: Stage;
  readonly finding: Finding;
  /** Aborted when the question is over, however it ended. */
  readonly signal: AbortSignal;
  /** What to close when it is over; at once where it is already. */
  closing(close: () => void): void;
}

/** The end of a question with a sentence of its own. */
export class Refusal extends Error {
  readonly error: ProbeError;

  constructor(error: ProbeError) {
    super(error.message);
    this.error = error;
  }
}

/** @throws Refusal always; `message` is a sentence without its full stop */
export function refuse(message: string, code: string, kind: ErrorClass = 'invalid'): never {
  throw new Refusal({ class: kind, code, message });
}

export interface Asked {
  /** The address for people. */
  readonly shown: string;
  /** Of what messages speak: `db.internal:5432`. */
  readonly endpoint: string;
}

/**
 * Asks one question within `timeout`. What it finds is in `finding`; what it throws becomes the error of the observation.
 * @throws Failure `cancelled`
 */
export async function ask(
  request: KindRequest,
  ports: KindPorts,
  asked: Asked,
  work: (question: Question) => Promise<void>,
): Promise<Observation> {
  const started = performance.now();
  const over = new AbortController();
  const closers: (() => void)[] = [];
  const stage: Stage = { endpoint: asked.endpoint, connected: false, answering: false, secure: false, indirect: false, handshaking: false };
  const finding: Finding = { connected: false };
  const question: Question = {
    request,
    ports,
    stage,
    finding,
    signal: over.signal,
    closing: (close) => (over.signal.aborted ? close() : void closers.push(close)),
  };
  const { promise: ended, resolve: end } = Promise.withResolvers<ProbeError | undefined>();
  const timer = setTimeout(() => end(late(request.timeout, stage)), request.timeout);
  const cancel = (): void => end(undefined);
  ports.signal.addEventListener('abort', cancel, { once: true });
  try {
    if (ports.signal.aborted) cancel();
    else work(question).then(cancel, (error: unknown) => end(describe(error, stage)));
    const error = await ended;
    if (ports.signal.aborted) throw new Failure('cancelled', 'The run was cancelled during a check.');
    return observation(asked, finding, performance.now() - started, error);
  } finally {
    clearTimeout(timer);
    ports.signal.removeEventListener('abort', cancel);
    over.abort();
    // What was opened last goes first: Node crashes where a socket goes before the TLS on it that has just shaken hands.
    for (const close of closers.toReversed()) close();
  }
}

function observation(asked: Asked, finding: Finding, responseTime: number, error: ProbeError | undefined): Observation {
  const { json, body, headers = {}, ...rest } = finding;
  return {
    url: asked.shown,
    ...rest,
    headers,
    body: body ?? (json === undefined ? '' : JSON.stringify(json)),
    truncated: false,
    ...(json === undefined ? {} : { json }),
    responseTime,
    versions: [],
    redirects: [],
    ...(error === undefined ? {} : { error: { ...error, message: redact(error.message) } }),
  };
}

function late(timeout: number, stage: Stage): ProbeError {
  if (!stage.handshaking) return describeTimeout(timeout, stage);
  const message = `${stage.endpoint} accepted the connection and did not finish the TLS handshake within ${formatDuration(timeout)}`;
  return { class: 'timeout', code: 'TIMEOUT', message };
}

/** Whatever a question threw. A shell that fails is no defect of what was asked, and says so itself. */
function describe(error: unknown, stage: Stage): ProbeError {
  if (error instanceof Refusal) return error.error;
  if (error instanceof Failure) {
    const kind: ErrorClass = error.reason === 'timeout' ? 'timeout' : error.reason === 'unreachable' ? 'unreachable' : 'invalid';
    return { class: kind, code: error.reason, message: show(error.message, 300).replace(/\.$/, '') };
  }
  const described = describeError(error, stage);
  if (described.class !== 'invalid') return described;
  return {
    ...described,
    message: `asking ${stage.endpoint} failed (${described.code}): ${show(error instanceof Error ? error.message : String(error))}`,
  };
}
