import { execFileSync } from 'node:child_process';
import { createCipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A restic repository with any number of snapshots, written as its design document says: making each with `restic backup` would take a second, and
 * `restic forget` looks at nothing but these files. Restic itself checks every byte when it reads them.
 */

export interface Snapshot {
  readonly host: string;
  readonly time: Date;
  readonly tags: readonly string[];
}

const password = 'restic';

interface Keys {
  readonly encrypt: Buffer;
  readonly k: Buffer;
  readonly r: Buffer;
}

export function createRepository(snapshots: readonly Snapshot[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-restic-'));
  for (const name of ['data', 'index', 'keys', 'locks', 'snapshots']) mkdirSync(join(folder, name));
  const master: Keys = { encrypt: randomBytes(32), k: randomBytes(16), r: clamp(randomBytes(16)) };
  const salt = randomBytes(64);
  const user = split(scryptSync(password, salt, 64, { N: 2, r: 1, p: 1 }));
  const json = { mac: { k: master.k.toString('base64'), r: master.r.toString('base64') }, encrypt: master.encrypt.toString('base64') };
  const data = seal(user, JSON.stringify(json)).toString('base64');
  const key = {
    created: new Date(0),
    username: 'test',
    hostname: 'test',
    kdf: 'scrypt',
    N: 2,
    r: 1,
    p: 1,
    salt: salt.toString('base64'),
    data,
  };
  put(folder, 'keys', Buffer.from(JSON.stringify(key)));
  const config = { version: 1, id: randomBytes(32).toString('hex'), chunker_polynomial: '25b468838dcb75' };
  writeFileSync(join(folder, 'config'), seal(master, JSON.stringify(config)));
  for (const { host, time, tags } of snapshots) {
    const snapshot = {
      time,
      tree: '0'.repeat(64),
      paths: ['/backup'],
      hostname: host,
      username: 'test',
      ...(tags.length > 0 ? { tags } : {}),
    };
    put(folder, 'snapshots', seal(master, JSON.stringify(snapshot)));
  }
  return folder;
}

export interface Forgotten {
  readonly host: string;
  /** Milliseconds, newest first. */
  readonly keep: readonly number[];
  readonly remove: readonly number[];
  /** For each that is kept, what restic calls the rules. */
  readonly reasons: readonly (readonly string[])[];
}

interface Group {
  readonly host: string;
  readonly keep: readonly { readonly time: string }[] | null;
  readonly remove: readonly { readonly time: string }[] | null;
  readonly reasons: readonly { readonly matches: readonly string[] | null }[] | null;
}

/** What restic would do, host by host. */
export function forget(folder: string, keeps: readonly string[]): readonly Forgotten[] {
  const args = ['-r', folder, '--no-cache', '--no-lock', '--json', 'forget', '--dry-run', '--group-by', 'host', ...keeps];
  const env = { PATH: process.env['PATH'], TZ: 'UTC', RESTIC_PASSWORD: password };
  const output = execFileSync('restic', args, { env, encoding: 'utf8', timeout: 60_000, maxBuffer: 256 * 1024 * 1024 });
  const line = output.split('\n').find((text) => text.startsWith('[')) ?? '[]';
  const times = (list: Group['keep']): number[] => (list ?? []).map(({ time }) => Date.parse(time)).sort((a, b) => b - a);
  return (JSON.parse(line) as readonly Group[]).map(({ host, keep, remove, reasons }) => ({
    host,
    keep: times(keep),
    remove: times(remove),
    reasons: (reasons ?? []).map(({ matches }) => matches ?? []),
  }));
}

/** Major and minor. */
export function resticVersion(): readonly [number, number] {
  const [, major, minor] = /^restic (\d+)\.(\d+)/.exec(execFileSync('restic', ['version'], { encoding: 'utf8' })) ?? [];
  return [Number(major), Number(minor)];
}

function put(folder: string, kind: string, content: Buffer): void {
  writeFileSync(join(folder, kind, createHash('sha256').update(content).digest('hex')), content);
}

function split(bytes: Buffer): Keys {
  return { encrypt: bytes.subarray(0, 32), k: bytes.subarray(32, 48), r: clamp(Buffer.from(bytes.subarray(48, 64))) };
}

/** AES-256 in counter mode, then Poly1305-AES over what it gave. */
function seal({ encrypt, k, r }: Keys, text: string): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-ctr', encrypt, iv);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const aes = createCipheriv('aes-128-ecb', k, null).setAutoPadding(false);
  return Buffer.concat([iv, content, poly1305(content, r, aes.update(iv))]);
}

/** Bits that Poly1305 has always clear. */
function clamp(r: Buffer): Buffer {
  for (const at of [3, 7, 11, 15]) r[at] = (r[at] ?? 0) & 15;
  for (const at of [4, 8, 12]) r[at] = (r[at] ?? 0) & 252;
  return r;
}

function poly1305(message: Buffer, r: Buffer, s: Buffer): Buffer {
  const number = (bytes: Buffer): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`);
  const [prime, factor] = [(1n << 130n) - 5n, number(r)];
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16)
    sum = ((sum + number(Buffer.concat([message.subarray(at, at + 16), Buffer.from([1])]))) * factor) % prime;
  const tag = (sum + number(s)) % (1n << 128n);
  return Buffer.from(tag.toString(16).padStart(32, '0'), 'hex').reverse();
}
