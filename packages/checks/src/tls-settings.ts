import * as tls from 'node:tls';

/** What a connection trusts, and what it shows of itself; PEM. */
export interface TlsSettings {
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly insecure: boolean;
}

/** Reading a hundred authorities takes longer than a request on the loopback, so it is done once. */
const contexts = new WeakMap<TlsSettings, tls.SecureContext>();

/** The context of settings that differ from Node's own; undefined where they do not. @throws Error of OpenSSL for what is no certificate or key */
export function contextOf(settings: TlsSettings): tls.SecureContext | undefined {
  const { ca, certificate, key } = settings;
  if (ca === undefined && certificate === undefined) return undefined;
  const known = contexts.get(settings);
  if (known !== undefined) return known;
  const context = tls.createSecureContext({
    ...(ca === undefined ? {} : { ca: [...trusted(), ca] }),
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
  });
  contexts.set(settings, context);
  return context;
}

/** The same trust for another server, which is not shown who asks. */
export function withoutIdentity({ ca, insecure }: TlsSettings): TlsSettings {
  return { insecure, ...(ca === undefined ? {} : { ca }) };
}

/** What Node trusts by itself; older versions cannot say what the user added to it. */
export function trusted(): readonly string[] {
  const source: { readonly getCACertificates?: (kind: 'default') => string[] } = tls;
  return source.getCACertificates?.('default') ?? tls.rootCertificates;
}
