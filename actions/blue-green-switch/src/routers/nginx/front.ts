import { Failure } from '@slipway/action';
import type { RouterAdapter } from '../../router.ts';

/** Where users are served, from the inputs `router-url` and `router-host`. @throws Failure `bad-input` */
export function frontFrom(routerUrl: string, host: string | undefined): ReturnType<RouterAdapter['front']> {
  const url = URL.canParse(routerUrl) ? new URL(routerUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
    throw new Failure('bad-input', `router-url is no address that could be asked: ${routerUrl}`, {
      state: 'Nothing was changed.',
      hint: 'Give what the server itself reaches, for example http://127.0.0.1:80, or https://127.0.0.1/api with router-host app.example.com.',
    });
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const address = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port };
  return { address, url: url.href.replace(/\/+$/, ''), ...(host ? { host } : {}) };
}
