import type { Duplex } from 'node:stream';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { badInputs, Failure } from '@slipway/action';
import { lastLines, localShell, ProgramFailure, type Shell, type Stage, type StartOptions } from '@slipway/shell';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beginFile, keyOf } from './age.ts';
import { lostNeighbour } from './blame.ts';
import { BadFile, type Relay, type RelayOptions, startRelay } from './relay/relay.ts';

/** What lies around a dump: compression, then encryption. Each layer is a stage of a pipe. */

const chunkSize = 128 * 1024;

/**
 * Level 2 of zstd, which looks for long repetitions in a window as large as every decompressor must take (8 MiB): rows repeat each other from afar. For
 * dumps that is smaller than level 3, and takes a third less of the processor.
 */
const search = { level: 2, windowLog: 23, hashLog: 17, minMatch: 7 };

/** With a checksum in every frame, which zstd writes by itself and Node does not. */
export function compress(): Duplex {
  const params = {
    [constants.ZSTD_c_compressionLevel]: search.level,
    [constants.ZSTD_c_windowLog]: search.windowLog,
    [constants.ZSTD_c_hashLog]: search.hashLog,
    [constants.ZSTD_c_minMatch]: search.minMatch,
    [constants.ZSTD_c_checksumFlag]: 1,
  };
  return createZstdCompress({ params, chunkSize });
}

/**
 * The same by the zstd of the machine that this process runs on, which has use for all of its cores; by Node, where there is none.
 * @returns what starts it
 */
export async function findCompressor(shell: Pick<Shell, 'run' | 'start'> = localShell()): Promise<(options: StartOptions) => Stage> {
  if (!(await hasZstd(shell))) return compress;
  const { level, windowLog, hashLog, minMatch } = search;
  const how = `--zstd=wlog=${windowLog},hlog=${hashLog},mml=${minMatch},overlapLog=1`;
  return (options) => shell.start(['zstd', `-${level}`, '-T0', '-B16MiB', how, '--check', '-q', '-c'], { title: 'zstd', ...options });
}

async function hasZstd(shell: Pick<Shell, 'run'>): Promise<boolean> {
  const known = await shell.run(['zstd', '--version'], { allowFailure: true, deadline: 10_000 }).catch(() => undefined);
  return known?.code === 0;
}

/** In large pieces: each is a turn between the thread that decompresses and the one that passes it on. */
export function decompress(): Duplex {
  return createZstdDecompress({ chunkSize: 8 * chunkSize });
}

/** The same by the machine's own zstd, beside this process, where there is one. @returns what starts it */
export async function findDecompressor(shell: Pick<Shell, 'run' | 'start'> = localShell()): Promise<(options: StartOptions) => Stage> {
  if (!(await hasZstd(shell))) return decompress;
  return (options) => shell.start(['zstd', '-d', '-q', '-c'], { title: 'zstd', ...options });
}

/** What a layer said of the bytes it was given; undefined where it says nothing of them, because it was ended. */
export function wordsOfLayer(error: unknown): unknown {
  if (!(error instanceof ProgramFailure)) return error;
  if (error.code >= 128 || lostNeighbour(error)) return undefined;
  return new Error(lastLines(error.stderr, 1).replace(/^zstd: (\/\*stdin\*\\ ?: )?/, 'zstd: '), { cause: error });
}

/** Whether a layer only says that no more came: of age, of the zstd of the machine or of that of Node. */
export function endsEarly(words: unknown): boolean {
  if (words instanceof BadFile) return words.early;
  return words instanceof Error && /premature end|unexpected end of file/i.test(words.message);
}

/** Starts what passes bytes on, as an age file where there are recipients, and counts what it passes on. @throws Failure `bad-input` where a recipient is none */
export async function findSealer(recipients: readonly string[]): Promise<(options: RelayOptions) => Relay> {
  if (recipients.length === 0) return (options) => startRelay(options);
  const encrypter = new Encrypter();
  for (const recipient of recipients) addRecipient(encrypter, recipient);
  const begun = beginFile(encrypter);
  await begun;
  return (options) => startRelay({ ...options, crypt: 'seal' }, begun);
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw badInputs([{ input: 'age-recipients', message: `${recipient} is no age public key: it was cut or mistyped` }]);
  }
}

/** Passes on what is in a file of the store, and counts the file. Without identities it is as it is. @throws Failure `key-missing` where an identity is none */
export function startOpener(identities: readonly string[], options: RelayOptions): Relay {
  if (identities.length === 0) return startRelay(options);
  const decrypter = new Decrypter();
  for (const identity of identities) addIdentity(decrypter, identity);
  const header = Promise.withResolvers<Buffer>();
  const key = header.promise.then((known) => keyOf(decrypter, known));
  return startRelay({ ...options, crypt: 'open' }, key, header.resolve);
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new Failure('key-missing', 'A line of age-identity is no age private key: it was cut or mistyped.', {
      state: 'Nothing was changed.',
      hint: 'Give the whole file that age-keygen wrote: its private key is one line of 74 signs.',
    });
  }
}

/** The message of age where none of the identities is meant. */
export function isWrongIdentity(error: unknown): boolean {
  return error instanceof Error && /no identity matched/.test(error.message);
}

/** A key of this run alone: it proves what was stored without the team's key, and is forgotten with the process. */
export async function ephemeralKey(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Private keys of an identity file, comments left out. @throws Failure `key-missing` */
export function readIdentities(text: string | undefined, purpose: string): readonly string[] {
  const keys = (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (keys.length > 0) return keys;
  throw new Failure(
    'key-missing',
    text ? 'age-identity holds no line that starts with AGE-SECRET-KEY-.' : `${purpose} needs age-identity.`,
    {
      state: 'Nothing was changed.',
      hint: 'Give the private key that belongs to one of the recipients, as age-keygen wrote it. A secret that does not exist arrives empty.',
    },
  );
}
