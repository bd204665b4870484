import type { CallOperand, Operand, PlaceholderOperand } from './condition.ts';
import { isAnswered, type Observation } from './observation.ts';
import { lookUp } from './path.ts';
import { show } from './show.ts';
import { fromJson, lengthOf, literal, type Value } from './value.ts';

const cut = 'the body is larger than 1 MiB and was not read to its end';

export type Resolved = { readonly value: Value } | { readonly missing: string };

/** The value of an operand in an answer; `pat()` and `any()` have none of their own. */
export function resolve(operand: Exclude<Operand, { kind: 'pattern' | 'any' }>, observation: Observation): Resolved {
  if (operand.kind === 'literal') return { value: literal(operand) };
  return operand.kind === 'call' ? resolveCall(operand, observation) : resolvePlaceholder(operand, observation);
}

function resolvePlaceholder({ name, path }: PlaceholderOperand, observation: Observation): Resolved {
  switch (name) {
    case 'CONNECTED':
      return { value: { type: 'boolean', boolean: observation.connected } };
    case 'STATUS':
      return observation.status === undefined ? noStatus(observation) : { value: { type: 'number', number: observation.status } };
    case 'RESPONSE_TIME':
      return isAnswered(observation) ? { value: { type: 'duration', time: observation.responseTime } } : noAnswer(observation);
    case 'REDIRECTS':
      return isAnswered(observation) ? { value: { type: 'number', number: observation.redirects.length } } : noAnswer(observation);
    case 'CERTIFICATE_EXPIRATION':
      if (observation.certificateExpiration === undefined) return noTls(observation);
      return { value: { type: 'duration', time: observation.certificateExpiration } };
    case 'TLS':
      return observation.tlsVersion === undefined
        ? noTls(observation)
        : { value: { type: 'number', number: Number(observation.tlsVersion) } };
    case 'VERSION':
      if (!isAnswered(observation)) return noAnswer(observation);
      if (observation.versions.length === 0) return { missing: 'the answer names no version' };
      return { value: { type: 'versions', versions: observation.versions } };
    case 'HEADER':
      return resolveHeader(String(path[0]), observation);
    case 'BODY':
      return path.length === 0 ? resolveBody(observation) : resolvePath(path, observation);
    case 'WS':
      return resolveFound('state', observation);
    case 'DNS_RCODE':
      return resolveFound('rcode', observation);
    case 'P50':
    case 'P95':
    case 'P99':
    case 'ERROR_RATE':
      return resolveFigure(name, observation.measured);
  }
}

/** What a kind found out under a name of its own. */
function resolveFound(key: string, observation: Observation): Resolved {
  const found = observation.json === undefined ? undefined : lookUp(observation.json, [key]);
  return found === undefined || 'missing' in found ? noAnswer(observation) : { value: fromJson(found.value) };
}

function resolveFigure(name: 'P50' | 'P95' | 'P99' | 'ERROR_RATE', measured: Observation['measured']): Resolved {
  if (measured === undefined || measured.n === 0) return { missing: 'nothing was measured' };
  if (name === 'ERROR_RATE') return { value: { type: 'share', share: measured.errorRate } };
  const time = { P50: measured.p50, P95: measured.p95, P99: measured.p99 }[name];
  if (time !== undefined) return { value: { type: 'duration', time } };
  const { n, answered, errorRate } = measured;
  if (answered === 0) return { missing: `none of ${n} requests was answered` };
  const good = Math.round(n * (1 - errorRate));
  return {
    missing: good === 0 ? `none of ${n} requests was answered well` : `only ${good} requests were answered well, and [P99] needs 100`,
  };
}

function resolveHeader(name: string, observation: Observation): Resolved {
  if (!isAnswered(observation)) return noAnswer(observation);
  const value = Object.hasOwn(observation.headers, name.toLowerCase()) ? observation.headers[name.toLowerCase()] : undefined;
  return value === undefined ? { missing: `the answer has no header ${name}` } : { value: { type: 'text', text: value.trim() } };
}

function resolveBody(observation: Observation): Resolved {
  if (!isAnswered(observation)) return noAnswer(observation);
  const { answers } = observation;
  if (answers !== undefined) {
    if (answers.length === 0) return { missing: 'the name server answered no record' };
    return { value: { type: 'texts', texts: answers.flat(), shown: answers.map(([usual]) => usual).join(', ') } };
  }
  if (observation.truncated) return { missing: cut };
  return { value: { type: 'text', text: observation.body.trim() } };
}

function resolvePath(path: PlaceholderOperand['path'], observation: Observation): Resolved {
  const json = jsonOf(observation);
  if ('missing' in json) return json;
  const found = lookUp(json.value, path);
  return 'missing' in found ? found : { value: fromJson(found.value) };
}

function jsonOf(observation: Observation): { readonly value: unknown } | { readonly missing: string } {
  if (!isAnswered(observation)) return noAnswer(observation);
  if (observation.json !== undefined) return { value: observation.json };
  if (observation.truncated) return { missing: cut };
  if (observation.body.trim() === '') return { missing: 'the body is empty' };
  return { missing: `the body is not JSON: ${show(observation.body, 60)}` };
}

function resolveCall({ name, of }: CallOperand, observation: Observation): Resolved {
  if (of.path.length === 0) return resolveWholeBody(name, observation);
  if (name === 'len') {
    const found = resolvePlaceholder(of, observation);
    return 'missing' in found ? found : { value: { type: 'number', number: lengthOf(found.value) } };
  }
  // Where there is no JSON at all, nobody knows what it has: that is no `false`.
  if (of.name === 'BODY') {
    const json = jsonOf(observation);
    if ('missing' in json) return json;
  } else if (!isAnswered(observation)) return noAnswer(observation);
  const found = resolvePlaceholder(of, observation);
  return { value: { type: 'boolean', boolean: 'value' in found && found.value.type !== 'null' } };
}

function resolveWholeBody(name: 'len' | 'has', observation: Observation): Resolved {
  if (!isAnswered(observation)) return noAnswer(observation);
  if (observation.answers !== undefined) return resolveAnswers(name, observation.answers);
  if (name === 'has') return { value: { type: 'boolean', boolean: observation.body.trim() !== '' } };
  if (observation.truncated) return { missing: cut };
  const { json } = observation;
  if (typeof json === 'object' && json !== null) return { value: { type: 'number', number: lengthOf(fromJson(json)) } };
  return { value: { type: 'number', number: observation.body.trim().length } };
}

function resolveAnswers(name: 'len' | 'has', answers: NonNullable<Observation['answers']>): Resolved {
  const length = answers[0]?.[0]?.length ?? 0;
  return { value: name === 'has' ? { type: 'boolean', boolean: answers.length > 0 } : { type: 'number', number: length } };
}

function noAnswer(observation: Observation): { readonly missing: string } {
  return { missing: `no answer: ${observation.error?.message ?? 'nothing arrived'}` };
}

function noStatus(observation: Observation): { readonly missing: string } {
  return isAnswered(observation) ? { missing: 'the answer has no status: it is not one over HTTP' } : noAnswer(observation);
}

function noTls(observation: Observation): { readonly missing: string } {
  return isAnswered(observation) ? { missing: 'the connection does not use TLS' } : noAnswer(observation);
}
