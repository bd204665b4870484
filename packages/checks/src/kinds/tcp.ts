import { ProgramFailure } from '@slipway/shell';
import type { Kind } from '../kind.ts';
import type { ErrorClass } from '../observation.ts';
import { PrivateTarget } from '../private.ts';
import { optionProblems, type Place, type PlaceRules, placeOf, placeProblems } from './place.ts';
import { ask, type Question, refuse } from './question.ts';
import { connected, dial } from './socket.ts';

const rules: PlaceRules = { example: 'tcp://db.internal:5432' };

/** Whether a port accepts connections. */
export const tcp: Kind = {
  conditions: ['[CONNECTED] == true'],
  options: [],
  check: (request) => [...optionProblems(request, tcp), ...placeProblems(request.url, rules)],
  probe: (request, ports) => {
    const place = placeOf(request.url, rules);
    return ask(request, ports, place, async (question) => {
      if (ports.shell.remote) await connectThere(question, place);
      else await dial(question, { host: place.host, port: place.port });
      question.finding.json = {};
    });
  },
};

const missing = 43;
const script = [
  `if command -v bash >/dev/null; then exec bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2"; fi`,
  `if command -v nc >/dev/null; then exec nc -z -- "$1" "$2"; fi; exit ${missing}`,
].join('\n');

const sayings: readonly (readonly [RegExp, ErrorClass, string, string])[] = [
  [/refused/i, 'refused', 'ECONNREFUSED', 'refused the connection'],
  [/not known|name resolution|bad address|no address/i, 'dns', 'ENOTFOUND', 'has a name without an address'],
  [/no route|unreachable/i, 'unreachable', 'EHOSTUNREACH', 'cannot be reached'],
  [/timed out/i, 'timeout', 'ETIMEDOUT', 'did not accept a connection'],
];

/** A tunnel of SSH accepts first and connects later, so a silent port could not be told from a closed one: the server itself connects. */
async function connectThere(question: Question, { host, port, endpoint }: Place): Promise<void> {
  const { shell, publicOnly } = question.ports;
  if (publicOnly) throw new PrivateTarget(`${host}, seen from ${shell.where},`);
  try {
    await shell.run(['sh', '-c', script, 'sh', host, String(port)], {
      title: `a connection to ${endpoint}`,
      env: { LC_ALL: 'C' },
      deadline: question.request.timeout + 1000,
      signal: question.signal,
    });
    connected(question);
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    if (error.code === missing) refuse(`neither bash nor nc is on ${shell.where}, so it cannot connect to ${endpoint}`, 'program-missing');
    const said = sayings.find(([pattern]) => pattern.test(error.stderr));
    if (said === undefined) refuse(`${endpoint} did not accept a connection from ${shell.where}`, 'ECONNREFUSED', 'refused');
    const [, kind, code, words] = said;
    refuse(`${endpoint} ${words}, seen from ${shell.where}`, code, kind);
  }
}
