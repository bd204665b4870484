import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export interface DnsServer {
  readonly port: number;
  /** Questions that arrived over each way. */
  readonly asked: { udp: number; tcp: number };
  close(): Promise<void>;
}

export interface DnsRecord {
  readonly type: number;
  readonly data: Buffer;
  /** The name asked for unless said. */
  readonly name?: Buffer;
}

export interface DnsReply {
  readonly rcode?: number;
  readonly truncated?: boolean;
  readonly records?: readonly DnsRecord[];
}

/** What a server of this test answers to the packet of a question; nothing where it returns undefined. */
export type Respond = (question: Buffer, way: 'udp' | 'tcp', number: number) => Buffer | undefined;

/** An answer to a question: its header, the question again, and the records. */
export function reply(question: Buffer, { rcode = 0, truncated = false, records = [] }: DnsReply): Buffer {
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(0x8180 | (truncated ? 0x0200 : 0) | rcode, 2);
  header.writeUInt16BE(records.length, 6);
  const written = records.map(({ type, data, name = Buffer.from([0xc0, 12]) }) => {
    const fixed = Buffer.from([0, 0, 0, 1, 0, 0, 0, 60, 0, 0]);
    fixed.writeUInt16BE(type, 0);
    fixed.writeUInt16BE(data.length, 8);
    return Buffer.concat([name, fixed, data]);
  });
  return Buffer.concat([header, question.subarray(12), ...written]);
}

export function name(text: string): Buffer {
  return Buffer.concat([
    ...text.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}

/** A name server on one port of the loopback, over UDP and TCP. */
export async function startDns(respond: Respond): Promise<DnsServer> {
  const asked = { udp: 0, tcp: 0 };
  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (chunk: Buffer) => {
      const answer = respond(chunk.subarray(2), 'tcp', ++asked.tcp);
      if (answer === undefined) return;
      // In two pieces, as a network may.
      socket.write(Buffer.from([answer.length >> 8]));
      setImmediate(() => socket.write(Buffer.concat([Buffer.from([answer.length & 0xff]), answer])));
    });
    sockets.push(socket);
  });
  const sockets: { destroy(): unknown }[] = [];
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const address = tcp.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const udp = createSocket('udp4');
  udp.on('message', (packet, from) => {
    const answer = respond(packet, 'udp', ++asked.udp);
    if (answer !== undefined) udp.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  return {
    port,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => udp.close(resolve));
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}
