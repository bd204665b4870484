import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, createAuthority } from '../../../../test/engines/certificates.ts';
import { eventually } from '../../../../test/harness/processes.ts';
import { sendJson, track } from '../support.ts';
import { ask, holds, problemsOf } from './support.ts';
import { frame, startWs, type WsOptions, type WsServer } from './ws-server.ts';

const started: WsServer[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});
const serve = track();

async function start(options: WsOptions = {}): Promise<{ server: WsServer; url: string }> {
  const server = await startWs(options);
  started.push(server);
  return { server, url: `ws://127.0.0.1:${server.port}/ws?room=1` };
}

describe('ws', () => {
  test('one that opens and lives', async () => {
    const { server, url } = await start();
    const seen = await ask(url);
    expect([seen.error, seen.broken, seen.status]).toEqual([undefined, [], 101]);
    expect(seen.json).toEqual({ state: 'open', protocol: '' });
    expect(holds('[WS] == open', seen)).toBe(true);
    expect(server.requests[0]?.url).toBe('/ws?room=1');
    await eventually(() => server.closes() === 1, 'the close frame arrives');
  });

  test('a message there and back, of several frames and with a ping between', async () => {
    const { server, url } = await start({ reply: (text) => [frame(0x01, `${text}, `), frame(0x89, 'still?'), frame(0x80, 'echo é')] });
    const seen = await ask(url, { options: { message: 'hello' } });
    expect(seen.json).toEqual({ state: 'open', protocol: '', message: 'hello, echo é' });
    expect(server.texts).toEqual(['hello']);
    expect(holds('[BODY].message == pat(*echo*)', seen)).toBe(true);
    const longer = await ask(url, { options: { message: 'x'.repeat(3000) } });
    expect(longer.json).toMatchObject({ message: expect.stringMatching(/^x{3000}, echo/) });
  });

  test('a message that the server sends by itself, in the same packet as the handshake', async () => {
    const { url } = await start({ greeting: [frame(0x81, '{"type":"welcome"}')] });
    expect((await ask(url, { options: { receive: true } })).json).toMatchObject({ message: '{"type":"welcome"}' });
  });

  test('subprotocol, origin and login', async () => {
    const { server, url } = await start();
    const seen = await ask(url.replace('ws://', 'ws://user:s3cret@'), {
      options: { protocol: 'chat.v2', origin: 'https://app.example.com' },
    });
    expect(seen.json).toEqual({ state: 'open', protocol: 'chat.v2' });
    expect(server.requests[0]?.headers).toMatchObject({
      'sec-websocket-protocol': 'chat.v2',
      origin: 'https://app.example.com',
      authorization: `Basic ${Buffer.from('user:s3cret').toString('base64')}`,
    });
    expect(seen.url).not.toContain('s3cret');
    const other = await start({ headers: (right) => ({ ...right, 'Sec-WebSocket-Protocol': 'chat.v1' }) });
    const refused = await ask(other.url, { options: { protocol: 'chat.v2' } });
    expect(refused.error?.message).toMatch(/chose the subprotocol chat\.v1 instead of chat\.v2$/);
  });

  test('answers that are no handshake', async () => {
    const { url } = await serve((_, response) => sendJson(response, { detail: 'Not Found' }, 404));
    const missing = await ask(url.replace('http:', 'ws:'));
    expect(missing).toMatchObject({ connected: true, status: 404, json: { state: 'closed' } });
    expect(missing.error?.message).toMatch(/^127\.0\.0\.1:\d+ answered the handshake with status 404 instead of/);
    expect(missing.broken).toMatchObject([{ text: '[WS] == open', actual: 'closed' }]);
    const cases: readonly (readonly [WsOptions['headers'], RegExp])[] = [
      [(right) => ({ ...right, 'Sec-WebSocket-Accept': 'dGhlIHNhbXBsZSBub25jZQ==' }), /wrong Sec-WebSocket-Accept/],
      [({ Upgrade, Connection }) => ({ Upgrade: Upgrade ?? '', Connection: Connection ?? '' }), /wrong Sec-WebSocket-Accept/],
      [(right) => ({ ...right, Upgrade: 'h2c' }), /switched to h2c instead of a WebSocket/],
      [(right) => ({ ...right, 'Sec-WebSocket-Extensions': 'permessage-deflate' }), /extension that nobody asked for/],
    ];
    for (const [headers, pattern] of cases) {
      const { url: broken } = await start(headers ? { headers } : {});
      const seen = await ask(broken);
      expect(seen.error?.message).toMatch(pattern);
      expect(holds('[WS] == open', seen)).toBe(false);
    }
  });

  test('one that opens and is no good', async () => {
    const closed = await start({ greeting: [frame(0x88, Buffer.concat([Buffer.from([0x03, 0xf0]), Buffer.from('no token')]))] });
    expect((await ask(closed.url)).error?.message).toMatch(/opened the WebSocket and closed it at once: 1008 no token$/);
    const dumb = await start({ pongs: false });
    const silent = await ask(dumb.url, { timeout: 300 });
    expect(silent.error).toMatchObject({
      class: 'timeout',
      message: expect.stringMatching(/accepted the connection and did not answer within 300 ms$/),
    });
    expect(silent.json).toMatchObject({ state: 'closed' });
    const quiet = await start({ reply: () => [] });
    expect((await ask(quiet.url, { timeout: 300, options: { message: 'hello' } })).error?.class).toBe('timeout');
    for (const bytes of [Buffer.from([0xc1, 1, 65]), Buffer.from([0x81, 0x81, 1, 2, 3, 4, 5]), Buffer.from([0x89, 126, 0, 200])]) {
      const broken = await start({ greeting: [bytes], pongs: false });
      expect((await ask(broken.url)).error?.message).toMatch(/sent a frame that breaks its protocol$/);
    }
    const huge = await start({ greeting: [Buffer.from([0x81, 127, 0, 0, 0, 0, 0x40, 0, 0, 0])] });
    expect((await ask(huge.url)).error?.message).toMatch(/sent more than 1 MiB$/);
  });

  test('what an address cannot mean', async () => {
    expect(await problemsOf('ws://app.example.com/@me?to=a@b')).toEqual([]);
    expect(await problemsOf('ws://app.example.com', { protocol: 'a b' })).toEqual(['protocol is not the name of a subprotocol.']);
    expect(await problemsOf('ws://app.example.com', { recieve: true })).toEqual([
      'recieve is no option of this check. Did you mean receive?',
    ]);
  });
});

describe('wss', () => {
  let authority: Authority;
  beforeAll(() => {
    authority = createAuthority();
  });
  afterAll(() => authority.remove());

  test('verifies the certificate', async () => {
    const { server } = await start({ certificate: authority.issue('ws', 'IP:127.0.0.1') });
    const url = `wss://127.0.0.1:${server.port}/ws`;
    const seen = await ask(url, { ca: authority.ca });
    expect([seen.error, seen.broken, seen.tlsVersion]).toEqual([undefined, [], '1.3']);
    expect((await ask(url)).error).toMatchObject({ class: 'tls' });
    expect((await ask(url, { options: { insecure: true } })).broken).toEqual([]);
  });
});
