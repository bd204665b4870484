import { maskSecret } from '@slipway/action';

/** Names of headers and variables whose values are nobody else's business. */
const sensitive = /auth|cookie|token|secret|key|password|bypass|signature|credential/i;

export function isSensitive(name: string): boolean {
  return sensitive.test(name);
}

/** The input is masked line by line; an answer may show a token without its header. */
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
