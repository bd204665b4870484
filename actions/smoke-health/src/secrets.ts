import { maskSecret } from '@slipway/action';

/** Names of headers and variables whose values are nobody else's business. */
const sensitive = /auth|cookie|token|secret|key|password|bypass|signature|credential/i;

export function isSensitive(name: string): boolean {
  return sensitive.test(name);
}

/** Headers of the input that tell nothing, though all of it is a secret. */
const ordinary = /^(accept|content-type|user-agent|host)$/i;

/** Shorter values than this, such as `true`, are words of every log: hiding them would only destroy it. */
const shortest = 8;

export function hideValue(value: string): void {
  if (value.trim().length >= shortest) maskSecret(value);
}

/** The input is masked line by line; an answer may show a value without its header. */
export function hideInput(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) if (!ordinary.test(name)) hideValue(value);
  hideHeaders(headers);
}

/** What headers with such a name send; an answer may show a token without its scheme, and a cookie without its name. */
export function hideHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!isSensitive(name)) continue;
    const cookies = /cookie/i.test(name) ? value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim()) : [];
    for (const part of [value, value.replace(/^\w+ +/, ''), ...cookies.filter((cookie) => cookie.length >= 8)]) maskSecret(part);
  }
}

export function hidePassword(url: URL): void {
  if (url.password === '') return;
  for (const form of [url.password, safeDecode(url.password)]) maskSecret(form);
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
