/** Messages of RFC 1035: a question, and the answers in the form that people write them. */
export const types: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CAA: 257,
};

const rcodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE'];

export interface DnsQuery {
  readonly id: number;
  readonly name: string;
  readonly type: string;
}

export interface DnsAnswer {
  readonly rcode: string;
  /** The rest did not fit into the packet. */
  readonly truncated: boolean;
  /** Of the type that was asked for, through any aliases. */
  readonly answers: readonly string[];
}

export function encodeQuery({ id, name, type }: DnsQuery): Buffer {
  const labels = name
    .replace(/\.$/, '')
    .split('.')
    .map((label) => Buffer.from(label, 'latin1'));
  const question = Buffer.concat([
    ...labels.flatMap((label) => [Buffer.from([label.length]), label]),
    Buffer.from([0, 0, types[type] ?? 0, 0, 1]),
  ]);
  question.writeUInt16BE(types[type] ?? 0, question.length - 4);
  // Recursion desired, one question.
  return Buffer.concat([Buffer.from([id >> 8, id & 0xff, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]), question]);
}

/** The answer to a query; undefined where the packet is none, or answers something else. */
export function decodeAnswer(packet: Buffer, query: DnsQuery): DnsAnswer | undefined {
  try {
    return decode(packet, query);
  } catch {
    // A length that leads out of the packet.
    return undefined;
  }
}

function decode(packet: Buffer, query: DnsQuery): DnsAnswer | undefined {
  const flags = packet.readUInt16BE(2);
  if (packet.readUInt16BE(0) !== query.id || (flags & 0x8000) === 0 || packet.readUInt16BE(4) !== 1) return undefined;
  const asked = readName(packet, 12);
  const plain = (name: string): string => name.replace(/\.$/, '').toLowerCase();
  if (plain(asked.name) !== plain(query.name) || packet.readUInt16BE(asked.end) !== types[query.type]) return undefined;
  const truncated = (flags & 0x0200) !== 0;
  const code = flags & 0x0f;
  const rcode = rcodes[code] ?? `RCODE${code}`;
  return { rcode, truncated, answers: truncated ? [] : readRecords(packet, asked.end + 4, query.type) };
}

function readRecords(packet: Buffer, start: number, type: string): readonly string[] {
  const answers: string[] = [];
  let at = start;
  for (let left = packet.readUInt16BE(6); left > 0; left--) {
    at = readName(packet, at).end;
    const [found, length] = [packet.readUInt16BE(at), packet.readUInt16BE(at + 8)];
    const data = at + 10;
    if (data + length > packet.length) throw new RangeError('a record ends behind the packet');
    if (found === types[type]) answers.push(writeData(packet, data, length, type));
    at = data + length;
  }
  return answers;
}

/** A name, which may go on elsewhere in the packet; every jump leads back, so it ends. */
function readName(packet: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let end: number | undefined;
  let at = start;
  for (;;) {
    const length = packet.readUInt8(at);
    if (length === 0) return { name: labels.join('.'), end: end ?? at + 1 };
    if (length >= 0xc0) {
      const target = packet.readUInt16BE(at) & 0x3fff;
      if (target >= at) throw new RangeError('a name that leads forward');
      end ??= at + 2;
      at = target;
    } else if (length > 63 || labels.length > 127) throw new RangeError('a name that is too long');
    else {
      labels.push(packet.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
  }
}

function writeData(packet: Buffer, at: number, length: number, type: string): string {
  const data = packet.subarray(at, at + length);
  switch (type) {
    case 'A':
      return [...data].join('.');
    case 'AAAA':
      return writeAddress(data);
    case 'MX':
      return `${data.readUInt16BE(0)} ${readName(packet, at + 2).name}`;
    case 'SRV':
      return `${data.readUInt16BE(0)} ${data.readUInt16BE(2)} ${data.readUInt16BE(4)} ${readName(packet, at + 6).name}`;
    case 'TXT':
      return readStrings(data).join('');
    case 'CAA':
      return `${data.readUInt8(0)} ${data.toString('latin1', 2, 2 + data.readUInt8(1))} ${data.toString('latin1', 2 + data.readUInt8(1))}`;
    case 'SOA': {
      const primary = readName(packet, at);
      const person = readName(packet, primary.end);
      return `${primary.name} ${person.name} ${packet.readUInt32BE(person.end)}`;
    }
    default:
      return readName(packet, at).name;
  }
}

function readStrings(data: Buffer): readonly string[] {
  const strings: string[] = [];
  for (let at = 0; at < data.length; at += 1 + data.readUInt8(at)) strings.push(data.toString('utf8', at + 1, at + 1 + data.readUInt8(at)));
  return strings;
}

/** RFC 5952: the shortest form, as a URL writes it. */
function writeAddress(data: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => data.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
