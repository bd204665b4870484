import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type LoadResult, lastOldFirstNew, readNotes, startLoad, verifyNotes } from './client.ts';
import { urlProblem } from './options.ts';

/** An application in memory that speaks the notes API and keeps its own count, to hold the client's against. */
class App {
  version = 'v1';
  readonly notes = new Map<string, string>();
  readonly seen = { requests: 0, reads: 0, writes: 0 };
  readonly sockets = new Set<unknown>();
  /** Called first; answers true if it has dealt with the request itself. */
  fault: (req: IncomingMessage, res: ServerResponse, number: number) => boolean = () => false;
  readonly server: Server = createServer((req, res) => void this.handle(req, res));

  async start(): Promise<string> {
    this.server.on('connection', (socket) => this.sockets.add(socket));
    this.server.keepAliveTimeout = 75_000;
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.seen.requests += 1;
    this.seen[req.method === 'PUT' ? 'writes' : 'reads'] += 1;
    const body = await text(req);
    if (this.fault(req, res, this.seen.requests)) return;
    const id = req.url?.match(/^\/api\/notes\/([0-9a-f-]{36})$/)?.[1];
    if (id === undefined) return this.answer(res, 200, []);
    if (req.method === 'PUT') this.notes.set(id, JSON.parse(body).text);
    const note = this.notes.get(id);
    this.answer(res, note === undefined ? 404 : 200, note === undefined ? { detail: 'no such note' } : { id, text: note });
  }

  answer(res: ServerResponse, status: number, body: unknown): void {
    res.writeHead(status, { 'content-type': 'application/json', 'x-version': this.version }).end(JSON.stringify(body));
  }
}

async function text(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

let folder: string;
let app: App | undefined;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-test-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

async function newApp(): Promise<{ app: App; url: string }> {
  app = new App();
  return { app, url: await app.start() };
}

const out = (): string => join(folder, `result-${++files}.json`);

/** A short load of exactly `maxRequests`. */
async function load(url: string, maxRequests: number, timeoutMs = 1_000): Promise<LoadResult> {
  const running = startLoad({ url, out: out(), rate: 400, maxRequests, maxSeconds: 20, timeoutMs });
  while (running.progress().requests < maxRequests) await sleep(50);
  return running.stop();
}

const kinds = (result: LoadResult): string[] => [...new Set(result.failures.map((failure) => failure.kind))];

describe('counting', () => {
  test('every request is counted once, by kind of client and of request', async () => {
    const { app, url } = await newApp();
    const result = await load(url, 300);
    expect(result).toMatchObject({ ...app.seen, requests: 300, failed: 0, failures: [], acknowledged: result.writes });
    expect(result.fresh.requests + result.kept.requests).toBe(300);
    expect(result.fresh.requests).toBeGreaterThan(50);
    expect(result.kept.requests).toBeGreaterThan(50);
    // A connection for each fresh request, and one for each of the four other clients.
    expect(app.sockets.size).toBe(result.fresh.requests + 4);
    expect(result.versions).toMatchObject([{ version: 'v1', count: 300, spans: [{ count: 300 }] }]);
    expect(result.series.reduce((sum, { requests }) => sum + requests, 0)).toBe(300);
  });

  test('every acknowledged note is in the file, and reading it back finds the missing ones', async () => {
    const { app, url } = await newApp();
    const result = await load(url, 150);
    const notes = await readNotes(result.notes);
    expect(new Map(notes.map(({ id, text }) => [id, text]))).toEqual(app.notes);
    expect(await verifyNotes(url, notes)).toEqual([]);
    const [gone, changed] = notes as [{ id: string; text: string }, { id: string; text: string }];
    app.notes.delete(gone.id);
    app.notes.set(changed.id, 'something else');
    const missing = await verifyNotes(url, notes);
    expect(missing.map(({ id }) => id).toSorted()).toEqual([gone.id, changed.id].toSorted());
  });

  test('no failure is repeated away: a reset of every 50th request is a failure each time', async () => {
    const { app, url } = await newApp();
    app.fault = (req, _res, number) => number % 50 === 0 && Boolean(req.socket.destroy());
    const result = await load(url, 400);
    expect(app.seen.requests).toBe(400);
    expect(result.failed).toBe(8);
    expect(result.fresh.failed + result.kept.failed).toBe(8);
    expect(result.failures).toHaveLength(8);
    expect(kinds(result)).toEqual(['connection']);
  });

  test('of many failures all are counted and 50 are kept', async () => {
    const { app, url } = await newApp();
    app.fault = (_req, res) => {
      app.answer(res, 503, { detail: 'down' });
      return true;
    };
    const result = await load(url, 120);
    expect(result).toMatchObject({ requests: 120, failed: 120, acknowledged: 0, latency: null });
    expect(result.failures).toHaveLength(50);
    expect(result.failures[0]).toMatchObject({ kind: 'status', method: 'PUT', version: 'v1', error: expect.stringContaining('503') });
  });

  test('a server that is not there is a failure of each request', async () => {
    const { app: gone, url } = await newApp();
    await gone.stop();
    app = undefined;
    const result = await load(url, 40);
    expect(result).toMatchObject({ requests: 40, failed: 40, versions: [] });
    expect(result.failures[0]?.error).toContain('ECONNREFUSED');
  });
});

describe('what a failure is', () => {
  const fail = async (fault: App['fault'], requests = 60): Promise<LoadResult> => {
    const { app, url } = await newApp();
    app.fault = fault;
    return load(url, requests, 300);
  };

  test('an answer that breaks off', async () => {
    const result = await fail((req, res) => {
      res.writeHead(200, { 'content-length': 100 }).write('[');
      setImmediate(() => req.socket.destroy());
      return true;
    });
    expect(result.failed).toBe(60);
    expect(kinds(result)).toEqual(['truncated']);
  });

  test('an answer that does not come, or starts and does not end', async () => {
    const result = await fail((_req, res, number) => {
      if (number % 2 === 0) res.writeHead(200).write('[');
      return true;
    }, 16);
    expect(result.failed).toBe(16);
    expect(kinds(result)).toEqual(['timeout']);
    expect(result.failures.every(({ took }) => took >= 290 && took < 1_000)).toBe(true);
  });

  test('an error page with status 200', async () => {
    const result = await fail((_req, res) => Boolean(res.end('<h1>Welcome</h1>')));
    expect(result).toMatchObject({ failed: 60, acknowledged: 0 });
    expect(kinds(result)).toEqual(['body']);
  });

  test('a redirect', async () => {
    const result = await fail((_req, res) => Boolean(res.writeHead(302, { location: '/' }).end()));
    expect(result.failed).toBe(60);
    expect(kinds(result)).toEqual(['status']);
  });

  test('a note that was acknowledged and is gone', async () => {
    const { app, url } = await newApp();
    app.fault = (_req, _res, number) => {
      if (number === 150) app.notes.clear();
      return false;
    };
    const result = await load(url, 300);
    expect(result.failed).toBeGreaterThan(0);
    expect(kinds(result)).toEqual(['lost']);
  });

  test('a note that was acknowledged and has another text', async () => {
    const { app, url } = await newApp();
    app.fault = (_req, _res, number) => {
      if (number === 100) for (const id of app.notes.keys()) app.notes.set(id, 'restored from yesterday');
      return false;
    };
    const result = await load(url, 250);
    expect(kinds(result)).toEqual(['lost']);
  });
});

describe('a switch', () => {
  test('is seen with its last old and first new answer, also when it is taken back', async () => {
    const { app, url } = await newApp();
    const running = startLoad({ url, out: out(), rate: 200 });
    await running.ready;
    const switchTo = (version: string): number => {
      app.version = version;
      running.mark(`to ${version}`);
      return Date.now();
    };
    await sleep(300);
    const forward = switchTo('v2');
    await sleep(1_500);
    const back = switchTo('v1');
    await sleep(300);
    const result = await running.stop();
    expect(result.failed).toBe(0);
    expect(result.versions.map(({ version, spans }) => [version, spans.length])).toEqual([
      ['v1', 2],
      ['v2', 1],
    ]);
    for (const { lastOldMs, firstNewMs } of [lastOldFirstNew(result, 'v1', 'v2', forward), lastOldFirstNew(result, 'v2', 'v1', back)]) {
      expect(Math.abs(lastOldMs ?? Number.NaN)).toBeLessThan(250);
      expect(Math.abs(firstNewMs ?? Number.NaN)).toBeLessThan(250);
    }
    expect(lastOldFirstNew(result, 'v2', 'v3', back).firstNewMs).toBeNull();
    expect(result.marks.map(({ label }) => label)).toEqual(['to v2', 'to v1']);
  });
});

describe('bounds', () => {
  test.each(['http://127.0.0.1:8000', 'http://127.9.9.9', 'http://[::1]:8000', 'http://localhost:3000'])('%s is accepted', (url) => {
    expect(urlProblem(url)).toBeUndefined();
  });

  test.each([
    'http://192.168.1.10:8000',
    'http://0.0.0.0:8000',
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://user:127.0.0.1@example.com',
    'http://[::ffff:10.0.0.1]',
    'https://127.0.0.1',
    'file:///etc/hosts',
    '127.0.0.1:8000',
    '',
  ])('%s is refused', async (url) => {
    expect(() => startLoad({ url, out: out() })).toThrow('url: ');
    await expect(verifyNotes(url, [])).rejects.toThrow('url: ');
  });

  test('a load without bounds is refused', () => {
    const url = 'http://127.0.0.1:8000';
    expect(() => startLoad({ url, maxSeconds: Number.POSITIVE_INFINITY })).toThrow('maxSeconds');
    expect(() => startLoad({ url, maxRequests: 0, clients: 1 })).toThrow(/maxRequests.*clients/);
  });

  test('time ends it, and the result is there', async () => {
    const { url } = await newApp();
    const running = startLoad({ url, out: out(), maxSeconds: 0.5 });
    await running.ready;
    await sleep(1_000);
    const result = await running.stop();
    expect(result.ended - result.started).toBeGreaterThanOrEqual(495);
    expect(result.ended - result.started).toBeLessThan(1_000);
    expect(result.failed).toBe(0);
  });

  test('the command line: SIGTERM ends it, the requests in flight first', async () => {
    const { app, url } = await newApp();
    app.fault = (_req, res) => Boolean(setTimeout(() => app.answer(res, 503, {}), 200));
    const file = out();
    const script = join(import.meta.dirname, 'client.ts');
    const child = spawn(process.execPath, [script, '--url', url, '--out', file], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
    while (app.seen.requests < 10) await sleep(20);
    child.kill('SIGTERM');
    const said = text(child.stdout as unknown as IncomingMessage);
    expect(await once(child, 'exit')).toEqual([0, null]);
    const result: LoadResult = JSON.parse(await readFile(file, 'utf8'));
    expect(kinds(result)).toEqual(['status']);
    expect(result.requests).toBe(app.seen.requests);
    expect(await said).toBe(`${result.requests} requests, ${result.failed} failed, 0 notes acknowledged\n`);
  });

  test('a client that cannot start says why', async () => {
    const { url } = await newApp();
    const running = startLoad({ url, out: join(folder, 'no', 'such', 'folder.json') });
    await expect(running.ready).rejects.toThrow('ENOENT');
    await expect(running.stop()).rejects.toThrow('ENOENT');
  });
});
