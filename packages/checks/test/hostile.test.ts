import { networkInterfaces } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { Body, bodyLimit } from '../src/body.ts';
import { type Check, type CheckReport, parseConditions, probe, runCheck } from '../src/index.ts';
import { describeError } from '../src/probe-error.ts';
import { flood, hostile, trackRaw } from './hostile.ts';
import { realPorts, track } from './support.ts';

const raw = trackRaw();
const server = track();
const signal = new AbortController().signal;

interface Timed {
  readonly report: CheckReport;
  readonly took: number;
}

async function check(url: string, more: Partial<Check> = {}): Promise<Timed> {
  const started = performance.now();
  const report = await runCheck({ name: 'health', url, deadline: 800, timeout: 10_000, retryDelay: 200, ...more }, realPorts());
  return { report, took: performance.now() - started };
}

describe('a server with bad manners gets its own sentence, in time', () => {
  test.each(hostile.map((one) => [one.name, one] as const))('%s', async (_, { serve, says, class: kind }) => {
    const { report, took } = await check(await raw(serve));
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy', last: { error: { class: kind } } });
    expect(report.last.error?.message).toMatch(says);
    expect(report.sentence).toMatch(says);
    expect(took).toBeLessThan(1300);
  });

  test('redirects in a circle', async () => {
    const { url } = await server((_, response) => response.writeHead(302, { location: '/' }).end());
    const { report, took } = await check(url);
    expect(report.sentence).toMatch(/redirects once more after 5 redirects/);
    expect(took).toBeLessThan(1300);
  });

  test('JSON that is none', async () => {
    const { url } = await server((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status": ok}'));
    const { report } = await check(url, { conditions: parseConditions(['[BODY].status == ok']) });
    expect(report.sentence).toContain('[BODY].status == ok does not hold: the body is not JSON: {"status": ok}');
  });

  test('JSON of a million brackets', async () => {
    const { url } = await server((_, response) => response.end('['.repeat(500_000) + ']'.repeat(500_000)));
    const { report, took } = await check(url, {
      conditions: parseConditions(['len([BODY]) == 1', '[BODY][0] == pat(*x*)']),
      deadline: 3000,
    });
    expect(report).toMatchObject({ passed: false, failure: 'unhealthy' });
    expect(took).toBeLessThan(3500);
  });
});

describe('memory is bounded', () => {
  test('a gigabyte is read up to 1 MiB', async () => {
    const chunk = Buffer.alloc(65_536, 120);
    const url = await raw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n');
        flood(socket, chunk, 16_384);
      }),
    );
    const before = process.memoryUsage.rss();
    const answers = await Promise.all(Array.from({ length: 8 }, () => probe({ url, timeout: 10_000 }, { signal })));
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, truncated: true });
    expect(answers.map(({ error }) => error)).toEqual(answers.map(() => undefined));
    expect(answers[0]?.body).toHaveLength(bodyLimit);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('pieces of one byte are no million of objects', () => {
    const body = new Body();
    const piece = Buffer.from('x');
    const before = process.memoryUsage();
    let taken = 0;
    while (taken < bodyLimit && body.add(piece)) taken++;
    expect(taken).toBe(bodyLimit);
    expect(body.truncated).toBe(false);
    expect(body.add(piece)).toBe(false);
    expect(body.truncated).toBe(true);
    expect(body.text).toHaveLength(bodyLimit);
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(8 * 1024 * 1024);
  });

  test('a report holds no part of a large body', async () => {
    const { url } = await server((_, response) => response.end(`<html>${'x'.repeat(900_000)}`));
    const { report } = await check(url, { consecutive: 1 });
    expect(report.passed).toBe(true);
    expect(JSON.stringify(report).length).toBeLessThan(3000);
  });

  test('a body that nobody looks at is read to its end and not kept', async () => {
    const seen: number[] = [];
    const { url } = await server((_, response) => {
      response.end('x'.repeat(300_000));
      response.on('finish', () => seen.push(response.socket?.bytesWritten ?? 0));
    });
    const { report } = await check(url, { consecutive: 1, measure: { samples: 3, rate: 20 } });
    expect(report).toMatchObject({ passed: true, measurement: { n: 3, failed: 0, answered: 3 } });
    expect(seen).toHaveLength(4);
  });
});

describe('addresses of IPv6', () => {
  const reaches = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

  test('a server that has only IPv6 is asked there, and refuses on IPv4', async () => {
    if (!reaches) return expect(reaches).toBe(false);
    const url = await raw((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')), '::1');
    expect((await check(url, { consecutive: 1 })).report.passed).toBe(true);
    const { report } = await check(url.replace('[::1]', '127.0.0.1'));
    expect(report).toMatchObject({ failure: 'unreachable', last: { error: { class: 'refused' } } });
  });

  test('a name with nothing but IPv6 on a machine without it', () => {
    const one = (address: string): Error => Object.assign(new Error('connect'), { code: 'ENETUNREACH', address });
    const progress = { endpoint: 'app.example.com:443', connected: false, answering: false, secure: true, indirect: false };
    const all = new AggregateError([one('2001:db8::1'), one('2001:db8::2')]);
    expect(describeError(all, progress)).toEqual({
      class: 'unreachable',
      code: 'ENETUNREACH',
      message: 'app.example.com:443 has only IPv6 addresses (2001:db8::1, 2001:db8::2), and there is no way to them (ENETUNREACH)',
    });
    const mixed = new AggregateError([one('2001:db8::1'), one('192.0.2.1')]);
    expect(describeError(mixed, progress).message).toBe('there is no way to app.example.com:443 (ENETUNREACH)');
  });
});
