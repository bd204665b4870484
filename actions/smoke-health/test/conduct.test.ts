import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Check, CheckReport } from '@slipway/checks';
import { conduct } from '../src/conduct.ts';
import { readPacks } from '../src/packs/index.ts';
import { realPorts, serve, type TestServer } from './support.ts';

const servers: TestServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Reports of a pack's checks, by name, of a server that is asked for `deadline` milliseconds at most. */
async function reportsOf(
  line: string,
  listener: RequestListener,
  deadline: number,
  more: Partial<Check> = {},
): Promise<Map<string, CheckReport>> {
  const server = await serve(listener);
  servers.push(server);
  const planned = readPacks([line], server.url, { consecutive: 2, deadline, retryDelay: 100, ...more });
  const reports = await conduct(planned, { concurrency: 8, deadline }, realPorts());
  return new Map(reports.map((report) => [report.name, report]));
}

const pack = 'cors https://www.example.com';
const own = { 'access-control-allow-origin': 'https://www.example.com', 'access-control-allow-credentials': 'true' };

describe('checks with alternatives', () => {
  test('of a server that takes a request and never answers cost no more than the deadline', async () => {
    const began = Date.now();
    const reports = await reportsOf(pack, () => undefined, 700, { timeout: 10_000 });
    expect([...reports.values()].map(({ passed }) => passed)).toEqual([false, false]);
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  test('have all the time that the others have', async () => {
    const began = Date.now();
    const whenAsked: number[] = [];
    const reports = await reportsOf(
      pack,
      (request, response) => {
        const foreign = request.headers.origin !== 'https://www.example.com';
        if (foreign) whenAsked.push(Date.now() - began);
        response.writeHead(204, {}).end();
      },
      1_500,
    );
    expect(reports.get('cors/own origin')).toMatchObject({ passed: false });
    expect(reports.get('cors/foreign origin')).toMatchObject({ passed: true, successes: 2 });
    expect(whenAsked[0]).toBeLessThan(1_000);
  });

  test('choose one anew for each answer', async () => {
    let asked = 0;
    const reports = await reportsOf(
      pack,
      (request, response) => {
        const foreign = request.headers.origin !== 'https://www.example.com';
        // At first anybody is let in, then nobody, then always the same one.
        const loose = { ...own, 'access-control-allow-origin': request.headers.origin };
        const answers = [loose, {}, own];
        response.writeHead(204, foreign ? answers[Math.min(asked++, 2)] : own).end();
      },
      1_500,
    );
    expect(reports.get('cors/foreign origin')).toMatchObject({ passed: true, attempts: 3 });
  });
});
