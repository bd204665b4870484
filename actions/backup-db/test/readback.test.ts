import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { Failure, messageOf } from '@slipway/action';
import { localShell, ProgramFailure, type Running } from '@slipway/shell';
import { descendants, eventually } from '../../../test/harness/processes.ts';
import { createJob } from '../src/job.ts';
import { ephemeralKey } from '../src/layers.ts';
import type { Content } from '../src/manifest.ts';
import { type ArchiveReader, readBack } from '../src/readback.ts';
import { withDefaults } from '../src/settled.ts';
import { inProcess } from '../src/stores/in-process.ts';
import { inputsOf, newFolder, portsOf } from './fixture.ts';
import { manifestOf } from './manifests.ts';
import { sealed } from './relays.ts';

const shell = localShell();
const job = createJob(withDefaults(inputsOf({ destination: '/var/backups', 'project-name': 'notes' })), portsOf(shell));

const contentOf = (bytes: Buffer): Content => ({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });

/** Reads a stored archive of these bytes back with a program that is no pg_restore. */
function read(script: string, fault: ArchiveReader['fault'], stored = 'whole'): Promise<void> {
  const plain = Buffer.from('an archive\n'.repeat(1000));
  const packed = zstdCompressSync(plain);
  const file = join(newFolder(), 'stored');
  writeFileSync(file, stored === 'whole' ? packed : packed.subarray(0, -3));
  const manifest = manifestOf('2026-01-02T03:04:05Z', {
    encryption: 'none',
    recipients: [],
    plain: contentOf(plain),
    stored: contentOf(packed),
  });
  const store = { read: (): Running => shell.start(['cat', file]) };
  return readBack(
    job,
    store,
    { state: 'published', manifest, identities: [] },
    { start: (from) => shell.start(['sh', '-c', script], { from }), fault },
  );
}

const never = (): undefined => undefined;

describe('the program that reads an archive', () => {
  test('passes what it read to the end, and the hashes are compared', async () => {
    await expect(read('cat > /dev/null', never)).resolves.toBeUndefined();
  });

  test('the kind says that the archive is to blame, in the words of its own program', async () => {
    const seen: number[] = [];
    const fault: ArchiveReader['fault'] = ({ code, stderr }) => {
      seen.push(code);
      return `check cannot use it: ${stderr.trim()}`;
    };
    await expect(read('cat > /dev/null; echo "bad opcode" >&2; exit 3', fault)).rejects.toMatchObject({
      reason: 'archive-corrupt',
      message: expect.stringContaining('cannot be read back: check cannot use it: bad opcode.'),
    });
    expect(seen).toEqual([3]);
  });

  test('a program that failed for another reason condemns no backup', async () => {
    await expect(read('cat > /dev/null; echo "server went away" >&2; exit 3', never)).rejects.toMatchObject({
      reason: 'program-failed',
      message: expect.stringContaining('server went away'),
    });
  });

  test('a store that cannot be read, and a program that ends at once because of it, condemn no backup', async () => {
    const lost = new Failure('destination-unreachable', 'the line is dead');
    const manifest = manifestOf('2026-01-02T03:04:05Z', { encryption: 'none', recipients: [] });
    const broken = (): Readable =>
      Readable.from(
        (async function* () {
          yield zstdCompressSync(Buffer.from('x')).subarray(0, 4);
          throw lost;
        })(),
        { objectMode: false },
      );
    const store = { read: (): Running => inProcess('download', 'there', job, ({ stdout }) => pipeline(broken(), stdout)) };
    const program = inProcess('reader', 'here', job, async ({ stdin }) => {
      await buffer(stdin).catch((error: unknown) => {
        throw new ProgramFailure('reader', 1, null, messageOf(error), 0, 'here');
      });
    });
    const evidence = { state: 'published', manifest, identities: [] } as const;
    await expect(readBack(job, store, evidence, { start: () => program, fault: ({ stderr }) => stderr })).rejects.toBe(lost);
  });

  test.each(['none', 'age'] as const)(
    'one that fails before all was read is to blame, not the file that was read no further (%s)',
    async (encryption) => {
      const key = await ephemeralKey();
      const packed = zstdCompressSync(randomBytes(500_000));
      const stored = encryption === 'none' ? packed : await sealed(packed, [key.recipient]);
      const file = join(newFolder(), 'stored');
      writeFileSync(file, stored);
      const store = { read: (): Running => shell.start(['sh', '-c', 'head -c 300000 "$1"; exec sleep 30', 'sh', file]) };
      const manifest = manifestOf('2026-01-02T03:04:05Z', { encryption, stored: contentOf(stored) });
      const start = (from: Running): Running =>
        shell.start(['sh', '-c', 'head -c 10 > /dev/null; echo "no such role" >&2; exit 3'], { from });
      const evidence = { state: 'published', manifest, identities: [key.identity] } as const;
      const read = readBack(job, store, evidence, { start, fault: ({ stderr }) => `check: ${stderr.trim()}` });
      await expect(read).rejects.toMatchObject({ message: expect.stringContaining('check: no such role') });
    },
  );

  test.each([
    ['zstd', /^zstd\0-d/, 'zstd was ended by SIGKILL'],
    ['age', /"crypt":"open"/, 'age was ended by SIGKILL'],
  ])('%s that the system ends condemns no backup, whatever the program behind it says of what it got', async (_, victim, words) => {
    const key = await ephemeralKey();
    const packed = zstdCompressSync(randomBytes(500_000));
    const stored = await sealed(packed, [key.recipient]);
    const file = join(newFolder(), 'stored');
    writeFileSync(file, stored);
    const store = { read: (): Running => shell.start(['sh', '-c', 'head -c 300000 "$1"; exec sleep 30', 'sh', file]) };
    const manifest = manifestOf('2026-01-02T03:04:05Z', { encryption: 'age', stored: contentOf(stored) });
    const start = (from: Running): Running => shell.start(['sh', '-c', 'cat > /dev/null; echo "it is cut" >&2; exit 3'], { from });
    const evidence = { state: 'published', manifest, identities: [key.identity] } as const;
    const read = readBack(job, store, evidence, { start, fault: ({ stderr }) => stderr }).catch((error: unknown) => error);
    const found = (): number | undefined =>
      descendants(process.pid).find((pid) => victim.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')));
    await eventually(() => found() !== undefined, 'it runs');
    process.kill(found() ?? 0, 'SIGKILL');
    expect(await read).toMatchObject({ reason: 'program-failed', message: expect.stringContaining(words) });
  });

  test('a key that opens nothing is to blame, however much of the file was never read', async () => {
    const [key, other] = [await ephemeralKey(), await ephemeralKey()];
    const stored = await sealed(randomBytes(3_000_000), [key.recipient]);
    const file = join(newFolder(), 'stored');
    writeFileSync(file, stored);
    const store = { read: (): Running => shell.start(['cat', file]) };
    const manifest = manifestOf('2026-01-02T03:04:05Z', { encryption: 'age', stored: contentOf(stored) });
    const start = (from: Running): Running => shell.start(['sh', '-c', 'cat > /dev/null; echo "it is cut" >&2; exit 3'], { from });
    const evidence = { state: 'published', manifest, identities: [other.identity] } as const;
    await expect(readBack(job, store, evidence, { start, fault: ({ stderr }) => stderr })).rejects.toMatchObject({ reason: 'key-missing' });
  });

  test('a stored file that is cut is to blame itself, and the program is not asked', async () => {
    const fault = (): string => 'asked';
    await expect(read('cat > /dev/null', fault, 'cut')).rejects.toMatchObject({
      reason: 'archive-corrupt',
      message: expect.not.stringContaining('asked'),
    });
  });
});
