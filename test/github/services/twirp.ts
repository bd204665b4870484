import type { Reply } from '../server.ts';

/** The job that a runtime token was given to. */
export interface Job {
  readonly run: string;
  readonly job: string;
}

/** A message as Twirp's JSON has it: names in snake_case, 64-bit numbers as text. */
export type Message = Readonly<Record<string, unknown>>;

export type Method = (message: Message, job: Job) => Message;

const statuses = {
  invalid_argument: 400,
  permission_denied: 403,
  not_found: 404,
  already_exists: 409,
  unauthenticated: 401,
  internal: 500,
} as const;

/** An error of the service, by Twirp's own code. */
export class TwirpError extends Error {
  readonly code: keyof typeof statuses;

  constructor(code: keyof typeof statuses, message: string) {
    super(message);
    this.code = code;
  }
}

const json = (status: number, body: Message): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const twirpError = (code: keyof typeof statuses, msg: string): Reply => json(statuses[code], { code, msg });

/** One call: what the method gives, or its error in the form that clients read. */
export function callMethod(method: Method | undefined, body: Buffer, job: Job | undefined): Reply {
  if (!job) return twirpError('unauthenticated', 'the runtime token is missing or was not given to a job');
  if (!method) return twirpError('not_found', 'no such method');
  try {
    return json(200, method(JSON.parse(body.toString()) as Message, job));
  } catch (error) {
    if (error instanceof TwirpError) return twirpError(error.code, error.message);
    if (error instanceof SyntaxError) return twirpError('invalid_argument', 'the body is not JSON');
    throw error;
  }
}

/** A field that has to be there and to be text, as also every 64-bit number is. */
export function text(message: Message, field: string): string {
  const value = message[field];
  if (typeof value !== 'string' || value === '') throw new TwirpError('invalid_argument', `${field} is missing or no text`);
  return value;
}
