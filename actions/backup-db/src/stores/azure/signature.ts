import { createHmac } from 'node:crypto';

/** Who asks Azure Blob: with the key of the account, or with a signature that somebody made with it for a while (SAS). */
export type Credentials = { readonly key: Buffer } | { readonly sas: string };

export interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of the body; 0 where there is none. */
  readonly size: number;
}

/** The version of the service whose words these are; all since then know it. */
const version = '2021-12-02';

/** Headers that are signed by their place, and not by their name. Rules: "Authorize with Shared Key" in the reference of the storage services. */
const placed = ['content-type', 'date', 'if-modified-since', 'if-match', 'if-none-match', 'if-unmodified-since', 'range'];

/** Address and headers of a request, with what proves who asks. */
export function prove(
  { method, url, headers, size }: Unsigned,
  account: string,
  credentials: Credentials,
  at: Date,
): { readonly url: URL; readonly headers: Record<string, string> } {
  const all: Record<string, string> = { ...headers, 'x-ms-date': at.toUTCString(), 'x-ms-version': version };
  if ('sas' in credentials) {
    const signed = new URL(url);
    signed.search = [url.search.slice(1), credentials.sas].filter(Boolean).join('&');
    return { url: signed, headers: all };
  }
  const text = [
    method,
    '',
    '',
    size > 0 ? String(size) : '',
    '',
    ...placed.map((name) => all[name] ?? ''),
    ...Object.keys(all)
      .filter((name) => name.startsWith('x-ms-'))
      .sort()
      .map((name) => `${name}:${all[name]}`),
    `/${account}${url.pathname}${canonicalQuery(url.searchParams)}`,
  ].join('\n');
  const signature = createHmac('sha256', credentials.key).update(text).digest('base64');
  return { url, headers: { ...all, authorization: `SharedKey ${account}:${signature}` } };
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `\n${name.toLowerCase()}:${value}`)
    .sort()
    .join('');
}
