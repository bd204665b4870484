import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { localShell } from '@slipway/shell';
import { evaluate, parseCondition } from '../../src/index.ts';
import { decodeAnswer, encodeQuery } from '../../src/kinds/dns-message.ts';
import { freePort } from '../support.ts';
import { type DnsRecord, type DnsServer, name, type Respond, reply, startDns } from './dns-server.ts';
import { ask, holds, problemsOf } from './support.ts';

const started: DnsServer[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

async function start(respond: Respond): Promise<{ server: DnsServer; url: string }> {
  const server = await startDns(respond);
  started.push(server);
  return { server, url: `dns://127.0.0.1:${server.port}` };
}

const a = (...address: readonly number[]): DnsRecord => ({ type: 1, data: Buffer.from(address) });
const options = { 'query-name': 'app.example.com' };

describe('dns', () => {
  test('several addresses', async () => {
    const { url } = await start((question) => reply(question, { records: [a(192, 0, 2, 1), a(192, 0, 2, 2)] }));
    const seen = await ask(url, { options });
    expect([seen.error, seen.broken]).toEqual([undefined, []]);
    expect(seen).toMatchObject({ connected: true, json: { rcode: 'NOERROR', answers: ['192.0.2.1', '192.0.2.2'] } });
    for (const text of ['len([BODY].answers) == 2', '[BODY].answers[0] == 192.0.2.1', '[DNS_RCODE] == NOERROR'])
      expect([text, holds(text, seen)]).toEqual([text, true]);
  });

  test('the whole body is any of the answers, as in a file of gatus', async () => {
    const { url } = await start((question) => reply(question, { records: [a(192, 0, 2, 1), a(192, 0, 2, 2)] }));
    const seen = await ask(url, { options });
    for (const text of ['[BODY] == 192.0.2.2', '[BODY] == any(1.1.1.1, 192.0.2.1)', '[BODY] == pat(192.0.2.*)', '[BODY] != 192.0.2.3'])
      expect([text, holds(text, seen)]).toEqual([text, true]);
    for (const text of ['[BODY] == 192.0.2.3', '[BODY] != 192.0.2.2', '[BODY] == pat(*NOERROR*)', '[BODY] != pat(192.*)'])
      expect([text, holds(text, seen)]).toEqual([text, false]);
    expect(evaluate(parseCondition('[BODY] == 192.0.2.3'), seen).actual).toBe('192.0.2.1, 192.0.2.2');
    const empty = await start((question) => reply(question, { rcode: 3 }));
    const nothing = await ask(empty.url, { options });
    expect(holds('[BODY] != 192.0.2.3', nothing)).toBe(false);
    expect([holds('has([BODY]) == false', nothing), holds('[BODY].rcode == NXDOMAIN', nothing)]).toEqual([true, true]);
    const mail = await start((question) =>
      reply(question, { records: [{ type: 15, data: Buffer.concat([Buffer.from([0, 10]), name('mail.example.com')]) }] }),
    );
    const found = await ask(mail.url, { options: { ...options, 'query-type': 'MX' } });
    for (const text of ['[BODY] == mail.example.com.', '[BODY] == "10 mail.example.com"', '[BODY] == pat(*.example.com)'])
      expect([text, holds(text, found)]).toEqual([text, true]);
  });

  test('every type that it knows, behind an alias and with names that are shortened', async () => {
    const back = Buffer.from([0xc0, 12]);
    const soa = Buffer.concat([name('ns.example.com'), name('admin.example.com'), Buffer.from([0, 0, 0, 7]), Buffer.alloc(16)]);
    const cases: readonly (readonly [string, number, Buffer, string])[] = [
      ['AAAA', 28, Buffer.from('20010db8000000000000000000000001', 'hex'), '2001:db8::1'],
      ['CNAME', 5, Buffer.concat([Buffer.from([3]), Buffer.from('www'), back]), 'www.app.example.com'],
      ['NS', 2, back, 'app.example.com'],
      ['MX', 15, Buffer.concat([Buffer.from([0, 10]), name('mail.example.com')]), '10 mail.example.com'],
      ['TXT', 16, Buffer.from([3, 0x76, 0x3d, 0x73, 2, 0x70, 0x66]), 'v=spf'],
      ['SRV', 33, Buffer.concat([Buffer.from([0, 1, 0, 2, 0x1f, 0x90]), name('a.example.com')]), '1 2 8080 a.example.com'],
      ['CAA', 257, Buffer.concat([Buffer.from([0, 5]), Buffer.from('issueletsencrypt.org')]), '0 issue letsencrypt.org'],
      ['SOA', 6, soa, 'ns.example.com admin.example.com 7'],
    ];
    for (const [type, number, data, written] of cases) {
      const alias: readonly DnsRecord[] = type === 'CNAME' ? [] : [{ type: 5, data: name('other.example.com') }];
      const { url } = await start((question) => reply(question, { records: [...alias, { type: number, data }] }));
      const seen = await ask(url, { options: { ...options, 'query-type': type.toLowerCase() } });
      expect([type, seen.json]).toEqual([type, { rcode: 'NOERROR', answers: [written] }]);
    }
  });

  test('no such name, a broken server, no record of the type', async () => {
    for (const [rcode, word] of [
      [3, 'NXDOMAIN'],
      [2, 'SERVFAIL'],
      [5, 'REFUSED'],
    ] as const) {
      const { url } = await start((question) => reply(question, { rcode }));
      const seen = await ask(url, { options });
      expect(seen.error).toBeUndefined();
      expect(seen.broken[0]).toMatchObject({ text: '[BODY].rcode == NOERROR', actual: word });
      expect(holds(`[BODY].rcode == ${word}`, seen)).toBe(true);
    }
    const { url } = await start((question) => reply(question, {}));
    expect((await ask(url, { options })).broken).toMatchObject([{ text: 'len([BODY].answers) > 0', actual: '0' }]);
  });

  test('an answer that did not fit comes over TCP', async () => {
    const many = Array.from({ length: 100 }, (_, index) => a(192, 0, 2, index));
    const { server, url } = await start((question, way) => reply(question, way === 'udp' ? { truncated: true } : { records: many }));
    const seen = await ask(url, { options });
    expect(holds('len([BODY].answers) == 100', seen)).toBe(true);
    expect(server.asked).toEqual({ udp: 1, tcp: 1 });
  });

  test('a lost packet is sent again; answers of strangers, to others or of nonsense are none', async () => {
    const { server, url } = await start((question, _, number) => {
      if (number === 1) return undefined;
      return number === 2
        ? reply(Buffer.concat([Buffer.from([1, 2]), question.subarray(2)]), { records: [a(6, 6, 6, 6)] })
        : reply(question, { records: [a(192, 0, 2, 1)] });
    });
    expect((await ask(url, { options })).json).toMatchObject({ answers: ['192.0.2.1'] });
    expect(server.asked.udp).toBe(3);
  });

  test('a server that is silent, one that is not there, one that breaks the packet', async () => {
    const silent = await start(() => undefined);
    const late = await ask(silent.url, { options, timeout: 300 });
    expect(late.error).toMatchObject({ class: 'timeout', message: `${silent.url.slice(6)} did not answer within 300 ms` });
    const port = await freePort();
    const absent = await ask(`dns://127.0.0.1:${port}`, { options, timeout: 1000 });
    expect(absent.error).toMatchObject({ class: 'refused', message: `127.0.0.1:${port} refused the connection` });
    const broken = await start((question, way) => (way === 'udp' ? reply(question, { truncated: true }) : randomBytes(40)));
    expect((await ask(broken.url, { options })).error?.message).toBe(`${broken.url.slice(6)} answered something that is not DNS`);
  });

  test("the system's own name server, here and on a server behind SSH", async () => {
    const { server, url } = await start((question) => reply(question, { records: [a(192, 0, 2, 9)] }));
    expect((await ask('dns://', { options, timeout: 300 })).url).toBe('dns://');
    // A server's resolver is asked over TCP through the tunnel, by what its resolv.conf says.
    const local = localShell();
    const shell: typeof local = {
      ...local,
      remote: true,
      where: 'deploy@app.example.com',
      run: async () => ({ code: 0, stdout: '# made by hand\nnameserver 192.0.2.53\nnameserver fe80::1\n', stderr: '', duration: 1 }),
      reach: async (address) => ('host' in address && address.host === '192.0.2.53' ? { host: '127.0.0.1', port: server.port } : address),
    };
    const seen = await ask('dns://', { options }, { shell });
    expect([seen.json, server.asked]).toEqual([
      { rcode: 'NOERROR', answers: ['192.0.2.9'] },
      { udp: 0, tcp: 1 },
    ]);
    expect(url).toContain('127.0.0.1');
  });

  test('what a question cannot mean', async () => {
    expect(await problemsOf('dns://127.0.0.1')).toEqual(['query-name says which name is asked for.']);
    expect(await problemsOf('dns://127.0.0.1', { 'query-name': 'a..b' })).toEqual(['query-name is not a name such as app.example.com.']);
    expect(await problemsOf('dns://127.0.0.1', { ...options, 'query-type': 'AAA' })).toEqual([
      expect.stringMatching(/^query-type is not one of A, NS/),
    ]);
  });
});

test('no packet breaks the reader, and a name that leads in a circle ends', () => {
  const query = { id: 4711, name: 'app.example.com', type: 'A' };
  const whole = reply(encodeQuery(query), { records: [a(1, 2, 3, 4), { type: 5, data: name('b.example.com') }] });
  expect(decodeAnswer(whole, query)).toMatchObject({ answers: ['1.2.3.4'] });
  const circle = reply(encodeQuery(query), { records: [{ ...a(1, 2, 3, 4), name: Buffer.from([0xc0, 33]) }] });
  expect(decodeAnswer(circle, query)).toBeUndefined();
  for (let number = 0; number < 20_000; number++) {
    const packet = Buffer.from(whole.subarray(0, number % 3 === 0 ? Math.floor(Math.random() * whole.length) : whole.length));
    for (let change = 0; change < 4 && packet.length > 4; change++)
      packet[Math.floor(Math.random() * packet.length)] = Math.floor(Math.random() * 256);
    decodeAnswer(packet, query);
    decodeAnswer(randomBytes(number % 300), query);
  }
});
