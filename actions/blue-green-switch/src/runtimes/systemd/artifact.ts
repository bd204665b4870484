import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { Failure, insideOf, type RunContext } from '@slipway/action';
import { localShell, pipe } from '@slipway/shell';

/** A release as one file on the runner. */
export interface Packed {
  readonly file: string;
  /** SHA-256 of the file. */
  readonly digest: string;
  readonly bytes: number;
}

const packDeadline = 600_000;

/**
 * Makes one .tar.gz of the artifact for the time of `use`. A folder is packed without `.git`, which may hold the checkout's token, and so that equal
 * content makes equal bytes. @throws Failure `artifact-refused`
 */
export async function withPacked<T>(context: RunContext, artifact: string, use: (packed: Packed) => Promise<T>): Promise<T> {
  const path = await insideOf(context.workspace, artifact);
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || found === undefined) {
    const why = path === undefined ? 'lies outside of the checkout' : 'is not there';
    throw refused(`${artifact} ${why}, in ${context.workspace}.`, 'Check the input artifact, and that a step before this one builds it.');
  }
  if (found.isFile()) {
    if (!/\.(tar\.gz|tgz)$/.test(path)) throw refused(`${artifact} is a file, but no .tar.gz.`, 'Give a folder, or pack it as .tar.gz.');
    return use(await measure(path));
  }
  const folder = await mkdtemp(join(context.temp, 'slipway-artifact-'));
  try {
    const file = join(folder, 'release.tar.gz');
    await pack(path, file);
    return await use(await measure(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(folder: string, file: string): Promise<void> {
  const shell = localShell();
  const version = await shell.run(['tar', '--version'], { allowFailure: true });
  const reproducible = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const flags = version.stdout.includes('GNU') ? reproducible : [];
  const tar = shell.start(['tar', ...flags, '--exclude=./.git', '-C', folder, '-cf', '-', '.'], { deadline: packDeadline });
  await pipe(tar, createGzip(), createWriteStream(file, { mode: 0o600 }));
}

async function measure(file: string): Promise<Packed> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { file, digest: hash.digest('hex'), bytes };
}

export function refused(what: string, hint: string): Failure {
  return new Failure('artifact-refused', what, { state: 'Nothing was changed.', hint });
}
