import type { Address } from '@slipway/shell';
import type { ProbeRequest } from '../check.ts';
import type { Kind, KindRequest } from '../kind.ts';
import type { Observation } from '../observation.ts';
import { probe } from '../probe.ts';
import { parseMetrics } from './metrics.ts';
import { flag, option, optionProblems, type PlaceRules, placeOf, placeProblems } from './place.ts';
import { ask } from './question.ts';

const forms = { partial: flag };
const plain = /^prometheus\+/i;

/** Ports are those of HTTP. */
const rulesFor = (url: string): PlaceRules => ({
  port: /^prometheus\+https:/i.test(url) ? 443 : 80,
  web: true,
  example: 'prometheus+http://app.internal:9090/metrics',
});

/** Numbers of a page in the Prometheus text format: `[BODY].queue_depth < 1000`, `[BODY]['jobs{state="failed"}'] == 0`. */
export const prometheus: Kind = {
  conditions: ['[STATUS] == 200'],
  options: ['partial'],
  check: (request) => [...optionProblems(request, prometheus, forms), ...placeProblems(request.url, rulesFor(request.url))],
  probe: async (request, ports) => {
    const place = placeOf(request.url, rulesFor(request.url));
    const started = performance.now();
    let address: Address | undefined;
    if (ports.shell.remote) {
      // The way to the server may fail or take its time too.
      const way = await ask(request, ports, place, async () => {
        address = await ports.shell.reach({ host: place.host, port: place.port });
      });
      if (way.error !== undefined) return way;
    }
    const timeout = Math.max(1, request.timeout - (performance.now() - started));
    const page = await probe(requestOf(request, address, timeout), ports);
    return read(page, place.endpoint, option(request, 'partial') === 'true');
  },
};

function requestOf({ url, ca }: KindRequest, address: Address | undefined, timeout: number): ProbeRequest {
  return {
    url: url.trim().replace(plain, ''),
    timeout,
    // Exporters that know several formats choose by this.
    headers: { accept: 'text/plain;version=0.0.4;q=1,*/*;q=0.1' },
    ...(address === undefined ? {} : { address }),
    ...(ca === undefined ? {} : { ca }),
  };
}

function read(page: Observation, endpoint: string, partial: boolean): Observation {
  const { json: _json, ...rest } = page;
  if (page.error !== undefined || page.status !== 200) return rest;
  if (page.truncated && !partial) {
    return broken(
      rest,
      'TOO_LARGE',
      `the page of ${endpoint} is larger than 1 MiB, so sums would lack what was not read: let the exporter send less, or say partial: true`,
    );
  }
  // The last line may be cut.
  const metrics = parseMetrics(page.truncated ? page.body.slice(0, page.body.lastIndexOf('\n') + 1) : page.body);
  if ('problem' in metrics)
    return broken(rest, 'NOT_METRICS', `${endpoint} answers no page in the Prometheus text format: ${metrics.problem}`);
  return { ...rest, json: metrics.values };
}

function broken(page: Observation, code: string, message: string): Observation {
  return { ...page, error: { class: 'invalid', code, message } };
}
