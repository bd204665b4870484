/** Why a call did not succeed. */
export interface Trouble {
  /**
   * `refused`: GitHub said no. `limited`: not now; it did nothing. `broken`: an error of the server or a lost connection; it may have
   * done it. `unsent`: no connection came about; it cannot have done it.
   */
  readonly kind: 'refused' | 'limited' | 'broken' | 'unsent';
  /** 0: no answer. */
  readonly status: number;
  /** In GitHub's words, or the system's. */
  readonly message: string;
  /** Milliseconds that GitHub asks to wait, for `limited`. */
  readonly wait: number;
  /** Sets of permissions that GitHub says would do, such as `deployments=write`. */
  readonly accepted: string;
}

/** Codes of errors before anything was sent. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * What an error of the API client means. Limits are told as GitHub documents them ("Best practices for using the REST API", "Handle rate limit
 * errors appropriately"): `retry-after`, else `x-ratelimit-reset` where nothing remains, else one minute. @param now milliseconds since 1970
 */
export function troubleOf(error: unknown, now: number): Trouble {
  const response = fieldOf(error, 'response');
  if (response === undefined) return unanswered(error);
  const status = Number(fieldOf(error, 'status'));
  const headers = fieldOf(response, 'headers');
  const header = (name: string): string => String(fieldOf(headers, name) ?? '');
  const message = messageOf(fieldOf(response, 'data'), status);
  const known = { status, message, wait: 0, accepted: header('x-accepted-github-permissions') };
  const limited = status === 429 || (status === 403 && (header('retry-after') || header('x-ratelimit-remaining') === '0'));
  if (limited || (status === 403 && /rate limit/i.test(message))) return { ...known, kind: 'limited', wait: waitOf(header, now) };
  return { ...known, kind: status >= 500 ? 'broken' : 'refused' };
}

function waitOf(header: (name: string) => string, now: number): number {
  const [after, reset] = [header('retry-after'), header('x-ratelimit-reset')];
  if (/^\d+$/.test(after)) return Math.max(1, Number(after)) * 1000;
  if (header('x-ratelimit-remaining') === '0' && /^\d+$/.test(reset)) return Math.max(1000, Number(reset) * 1000 - now);
  return 60_000;
}

function unanswered(error: unknown): Trouble {
  const chain: unknown[] = [];
  for (let at: unknown = error; at !== undefined && at !== null && chain.length < 5; at = fieldOf(at, 'cause')) chain.push(at);
  const code = chain.map((link) => fieldOf(link, 'code')).find((word) => typeof word === 'string');
  const last = chain.map((link) => fieldOf(link, 'message')).findLast((text) => typeof text === 'string' && text !== '');
  const timedOut = chain.some((link) => fieldOf(link, 'name') === 'TimeoutError');
  const message = timedOut ? 'no answer within 15 s' : line(`${last ?? 'no answer'}`);
  // Node's fetch takes no port of another protocol, however often it is asked.
  const kind = message === 'bad port' ? 'refused' : typeof code === 'string' && beforeSending.has(code) ? 'unsent' : 'broken';
  return { kind, status: 0, message, wait: 0, accepted: '' };
}

/** GitHub's message, and what it says about single fields. */
function messageOf(data: unknown, status: number): string {
  const message = fieldOf(data, 'message');
  if (typeof message !== 'string') return status >= 500 ? 'an error of the server' : 'no explanation';
  const errors = fieldOf(data, 'errors');
  const details = (Array.isArray(errors) ? errors : []).map((error: unknown) => {
    if (typeof error === 'string') return error;
    return [fieldOf(error, 'field'), fieldOf(error, 'message') ?? fieldOf(error, 'code')].filter(Boolean).join(' ');
  });
  return line([message, ...details.filter(Boolean)].join('; '));
}

function line(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

/** A field of anything. Errors may come from another realm, so `instanceof` says nothing here. */
function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
