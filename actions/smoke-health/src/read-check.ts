import { badInputs, maskSecret } from '@slipway/action';
import { type Check, ConditionError, parseConditions, parsePath } from '@slipway/checks';
import { checkInputs, type Inputs, parseHeader } from './contract.ts';

/** Names of headers whose values are nobody else's business. */
const sensitive = /auth|cookie|token|secret|key|password|bypass|signature/i;

/** The check that the inputs ask for. @throws Failure `bad-input`, `bad-condition` */
export function readCheck(inputs: Inputs): Check {
  const problems = [...checkInputs(inputs), ...pathProblems(inputs['version-path'])];
  if (problems.length > 0) throw badInputs(problems);
  const headers = Object.fromEntries(inputs.headers.flatMap((line) => [parseHeader(line) ?? []]).filter((header) => header.length === 2));
  hide(headers, new URL(inputs.url));
  const value = inputs['expect-version'];
  const path = inputs['version-path'];
  const header = inputs['version-header'];
  return {
    name: shortName(inputs.url),
    url: inputs.url,
    method: inputs.method,
    headers,
    conditions: parseConditions(inputs.checks),
    timeout: inputs['request-timeout'],
    deadline: inputs.deadline,
    retryDelay: inputs['retry-delay'],
    consecutive: inputs.consecutive,
    expectVersion: {
      ...(value === undefined ? {} : { value }),
      ...(path === undefined ? {} : { path }),
      ...(header === undefined ? {} : { header }),
      // Who says where the version stands means that it stands there.
      required: value !== undefined && (path !== undefined || header !== undefined),
    },
  };
}

function pathProblems(path: string | undefined): { input: string; message: string }[] {
  if (path === undefined) return [];
  try {
    parsePath(path);
    return [];
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return [{ input: 'version-path', message: `is not a path such as build.sha. ${error.message}` }];
  }
}

/** The input is masked line by line; an answer may show a token without its header. */
function hide(headers: Readonly<Record<string, string>>, url: URL): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!sensitive.test(name)) continue;
    for (const part of [value, value.replace(/^\w+ +/, '')]) maskSecret(part);
  }
  if (url.password !== '') for (const form of [url.password, decodeURIComponent(url.password)]) maskSecret(form);
}

/** Host and path, for sentences. */
function shortName(text: string): string {
  const url = new URL(text);
  return `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
