// Toolkit packages import undici only for a proxy dispatcher and fetch. Node has fetch, and a megabyte less is parsed at every start.
export const fetch = globalThis.fetch;
export class ProxyAgent {
  constructor() {
    throw new Error('Slipway does not bundle undici: API calls through HTTPS_PROXY need NODE_USE_ENV_PROXY=1 (Node 24)');
  }
}
