/** What the first proxy of all says about clients, because nobody before it could. */
export interface Edge {
  /** PEM file with certificate, chain and key, as HAProxy sees it, and the published port that HTTPS on 443 leads to. */
  readonly tls?: { readonly file: string; readonly port: number };
  /** Whether the application is told the client's address by the PROXY protocol as well. */
  readonly proxyProtocol: boolean;
}

/** A proxy behind others adds itself to what they say. The first one takes away what clients claim. */
export function clientAddress(edge: Edge | undefined): string[] {
  if (!edge) return ['    option forwardfor'];
  return [
    '    http-request del-header x-forwarded-for',
    '    http-request del-header forwarded',
    '    option forwardfor',
    '    http-request set-header x-forwarded-proto http unless { ssl_fc }',
    '    http-request set-header x-forwarded-proto https if { ssl_fc }',
  ];
}

/** Words of every server line. */
export function sending(edge: Edge | undefined): string {
  return edge?.proxyProtocol ? 'send-proxy check' : 'check';
}
