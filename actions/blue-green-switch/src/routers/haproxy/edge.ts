/** What the first proxy of all says about clients, because nobody before it could. */
export interface Edge {
  /** PEM file with certificate, chain and key, as HAProxy sees it, and the published port that HTTPS on 443 leads to. */
  readonly tls?: { readonly file: string; readonly port: number };
  /** Whether the application is told the client's address by the PROXY protocol as well. */
  readonly proxyProtocol: boolean;
}

/** Takes away what clients claim about themselves, and says who asks. The first proxy of all believes nobody; one behind others those that are named. */
export function clientAddress(edge: Edge | undefined, trusted: readonly string[] = []): string[] {
  if (!edge) return behindOthers(trusted);
  return [
    '    http-request del-header x-forwarded-for',
    '    http-request del-header forwarded',
    '    option forwardfor',
    '    http-request set-header x-forwarded-proto http unless { ssl_fc }',
    '    http-request set-header x-forwarded-proto https if { ssl_fc }',
  ];
}

function behindOthers(trusted: readonly string[]): string[] {
  const unless = trusted.length > 0 ? ` unless { src ${trusted.join(' ')} }` : '';
  return [
    `    http-request del-header x-forwarded-for${unless}`,
    `    http-request del-header forwarded${unless}`,
    // One socket for both families knows clients of IPv4 as ::ffff:192.0.2.1.
    '    http-request add-header x-forwarded-for %[src,regsub(^::ffff:,)]',
  ];
}

/** Words of every server line. */
export function sending(edge: Edge | undefined): string {
  return edge?.proxyProtocol ? 'send-proxy check' : 'check';
}
