import type { Certificate } from '../certificate.ts';
import { sendJson, serve, type TestServer } from '../serve.ts';

/** What an application answers at a path: JSON where it is an object, else the text as it is. */
export interface Answer {
  readonly status?: number;
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Basic credentials without which it answers 401. */
  readonly login?: string;
}

/** Answers by path. */
export type State = Readonly<Record<string, Answer>>;

/** An application of a team: the states that its health contract tells apart, and the checks file that the team would write. */
export interface Seed {
  readonly checks: string;
  readonly states: Readonly<Record<string, State>>;
}

/** The application in a state, on a port of the loopback; what it does not know is FastAPI's 404. */
export function startState(state: State, tls?: Certificate): Promise<TestServer> {
  return serve((request, response) => {
    const answer = state[new URL(request.url ?? '/', 'http://app').pathname];
    if (answer === undefined) return sendJson(response, { detail: 'Not Found' }, 404);
    const expected = answer.login === undefined ? undefined : `Basic ${Buffer.from(answer.login).toString('base64')}`;
    if (request.headers.authorization !== expected) return sendJson(response, { detail: 'Not authenticated' }, 401);
    if (typeof answer.body === 'object') return sendJson(response, answer.body, answer.status, answer.headers);
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(answer.body);
  }, tls);
}
