import { describe, expect, test } from '@jest/globals';
import { parseMetrics } from '../../src/kinds/metrics.ts';
import { sendJson, track } from '../support.ts';
import { ask, holds, problemsOf } from './support.ts';

const page = `# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\", {a}"} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47
something_weird{problem="division by zero"} +Inf -3982045
nothing_known NaN
less{a="1",} -Inf

# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="0.05"} 24054
http_request_duration_seconds_bucket{le="+Inf"} 144320 # {trace_id="KOO5S4vxi0o"} 0.67
http_request_duration_seconds_sum 53423
http_request_duration_seconds_count 144320

# TYPE rpc_duration_seconds summary
rpc_duration_seconds{quantile="0.5"} 4773
rpc_duration_seconds_count 2693
queue_depth{queue="mail"} 7
queue_depth{queue="reports"} 5
# EOF
`;

const serve = track();

async function exporter(text: string): Promise<string> {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(text);
  });
  return `prometheus+${url}metrics`;
}

describe('prometheus', () => {
  test('values by name and labels, and sums by the bare name', async () => {
    const seen = await ask(await exporter(page));
    expect([seen.error, seen.broken, seen.status]).toEqual([undefined, [], 200]);
    for (const text of [
      '[BODY].queue_depth == 12',
      '[BODY].queue_depth < 1000',
      `[BODY]['queue_depth{queue="mail"}'] == 7`,
      '[BODY].http_requests_total == 1030',
      `[BODY]['http_requests_total{method="post",code="400"}'] == 3`,
      `[BODY]['http_requests_total{code="400",method="post"}'] == 3`,
      '[BODY].metric_without_timestamp_and_labels == 12.47',
      '[BODY].http_request_duration_seconds_count == 144320',
      `[BODY]['http_request_duration_seconds_bucket{le="0.05"}'] == 24054`,
      `[BODY]['http_request_duration_seconds_bucket{le="+Inf"}'] == 144320`,
      '[BODY].something_weird > 1000',
      '[BODY].less < 0',
      'has([BODY].http_request_duration_seconds_bucket) == false',
      'has([BODY].rpc_duration_seconds) == false',
    ])
      expect([text, holds(text, seen)]).toEqual([text, true]);
    for (const text of ['[BODY].nothing_known < 1', '[BODY].nothing_known >= 1', '[BODY].nothing_known == 0', '[BODY].queue_deph < 1000'])
      expect([text, holds(text, seen)]).toEqual([text, false]);
    expect(Object.keys(seen.json ?? {})).toContain(
      'msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\", {a}"}',
    );
  });

  test('a page of 5 MB is read to 1 MiB: not trusted, unless a part is enough', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, index) => `series_total{shard="${index}",kind="an ordinary label of some length"} ${index}\n`,
    );
    const url = await exporter(`queue_depth 3\n${lines.join('')}`);
    const seen = await ask(url);
    expect(seen).toMatchObject({ truncated: true, error: { code: 'TOO_LARGE', message: expect.stringContaining('larger than 1 MiB') } });
    expect(seen.body.length).toBeLessThanOrEqual(1024 * 1024);
    const part = await ask(url, { options: { partial: true } });
    expect([part.error, holds('[BODY].queue_depth == 3', part)]).toEqual([undefined, true]);
  });

  test('pages that are none', async () => {
    const html = await ask(await exporter('<!doctype html>\n<title>App</title>'));
    expect(html.error?.message).toMatch(
      /^127\.0\.0\.1:\d+ answers no page in the Prometheus text format: line 1 is no metric: <!doctype html>$/,
    );
    expect((await ask(await exporter('# HELP nothing\n'))).error?.message).toMatch(/the page holds no metric$/);
    for (const line of ['a{b="c} 1', 'a{b=c} 1', 'a 1 2 3 4', 'a', '1a 1', 'a{b="c"} eleven', 'a{"b"="c"} 1'])
      expect([line, parseMetrics(`good 1\n${line}\n`)]).toEqual([line, { problem: `line 2 is no metric: ${line}` }]);
    const { url } = await serve((_, response) => sendJson(response, { detail: 'no' }, 503));
    const down = await ask(`prometheus+${url}`);
    expect([down.status, down.broken.length]).toEqual([503, 1]);
    expect(holds('[BODY].queue_depth < 1000', down)).toBe(false);
  });

  test('names like those of an object are only names', () => {
    const metrics = parseMetrics('__proto__ 1\nconstructor 2\n');
    expect('values' in metrics && Object.entries(metrics.values)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  test('a line that a slow pattern would choke on', () => {
    const started = performance.now();
    for (const line of [
      `a{${'b="c",'.repeat(20_000)}`,
      `a{b="${'\\"'.repeat(50_000)}`,
      `a ${'1 '.repeat(50_000)}`,
      `a${' '.repeat(100_000)}x y`,
      `a{${'} '.repeat(50_000)}`,
    ])
      expect(parseMetrics(line)).toHaveProperty('problem');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('what an address cannot mean', async () => {
    expect(await problemsOf('prometheus+http://app.internal:9090/metrics?job=a@b')).toEqual([]);
    expect(await problemsOf('prometheus+http:///metrics')).toEqual([expect.stringMatching(/^The url/)]);
    expect(await problemsOf('prometheus+http://app', { partial: 'maybe' })).toEqual(['partial is not true or false.']);
  });
});
