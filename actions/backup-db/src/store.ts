import { Failure, formatDuration } from '@slipway/action';
import { ProgramFailure, type Running, removeFiles, replaceFile } from '@slipway/shell';
import type { Job } from './job.ts';
import { type Content, type Manifest, parseManifest, renderManifest } from './manifest.ts';
import { dumpName, manifestName, partialGlob, partialName } from './names.ts';

/** A backup as it stands in the destination. */
export interface Stored {
  readonly manifest: Manifest;
  readonly path: string;
  /** False where its file is gone or has another size: then it does not count, whatever its manifest says. */
  readonly whole: boolean;
}

/** The folder of the backups, on the shell's machine. Every method is one fixed script; names are arguments, contents standard input. */
export interface Store {
  readonly folder: string;
  path(name: string): string;
  /** Newest first. */
  list(): Promise<{ readonly backups: readonly Stored[]; readonly strange: number }>;
  /** Has the prefix for this run alone, and removes what a run that was killed left of it. */
  hold(prefix: string): Promise<{ readonly removed: readonly string[]; release(): Promise<void> }>;
  /** Takes the bytes of standard input into the partial file, onto the disk, and reads back what is there. */
  receive(id: string): { readonly running: Running; content(): Content | undefined };
  read(name: string): Running;
  removePartial(id: string): Promise<void>;
  /** The partial file gets its name, and then its manifest. */
  publish(manifest: Manifest): Promise<void>;
  /** Replaces the manifest of a backup that is there. */
  update(manifest: Manifest): Promise<void>;
}

const busy = 75;

const holdScript = [
  'set -u; umask 077; if [ ! -d "$1" ]; then mkdir -p -- "$1" || exit 74; fi',
  'exec 9>>"$1/.$2.lock"; if ! flock -w "$4" 9; then exit 75; fi',
  'find "$1" -maxdepth 1 -type f -name "$3" -print -exec rm -f -- {} \\; || exit 74; echo held; exec cat >/dev/null',
].join('\n');

const receiveScript = 'set -eu; umask 077; cat > "$1"; sync "$1"; wc -c < "$1"; sha256sum < "$1"';

const publishScript = [
  'set -eu; umask 077; cd -- "$1"; trap \'rm -f -- ".$4"\' EXIT; cat > ".$4"',
  '[ "$(wc -c < ".$4")" -eq "$5" ] || { echo "only a part of the manifest arrived" >&2; exit 65; }',
  'sync ".$4"; mv -f -- "$2" "$3"; mv -f -- ".$4" "$4"; sync .',
].join('\n');

const listScript = [
  'if [ ! -d "$1" ]; then exit 0; fi; cd -- "$1"; find . -maxdepth 1 -type f -name "*.json" ! -name ".*" -exec cat {} +',
  'echo; echo ---; find . -maxdepth 1 -type f -name "*.dump.zst*" -exec stat -c "%s %n" {} +',
].join('\n');

export function openStore(job: Job): Store {
  const { shell, signal } = job;
  const folder = job.inputs.destination.replace(/\/+$/, '') || '/';
  const path = (name: string): string => `${folder}/${name}`;
  const script = (text: string, args: readonly string[]): readonly string[] => ['sh', '-c', text, 'sh', ...args];
  const options = (): { deadline: number; signal: AbortSignal } => ({ deadline: job.remaining(), signal });
  return {
    folder,
    path,
    async list() {
      const { stdout } = await shell.run(script(listScript, [folder]), options());
      return parseListing(stdout, path);
    },
    hold: (prefix) => holdFolder(job, folder, prefix, script(holdScript, [folder, prefix, partialGlob(prefix), String(lockSeconds)])),
    receive(id) {
      const running = shell.start(script(receiveScript, [path(partialName(id))]), options());
      let text = '';
      running.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      return { running, content: () => parseContent(text) };
    },
    read: (name) => shell.start(['cat', '--', path(name)], options()),
    removePartial: (id) => removeFiles(shell, path(partialName(id))),
    async publish(manifest) {
      const text = renderManifest(manifest);
      const { id } = manifest;
      const names = [partialName(id), dumpName(manifest), manifestName(id), String(Buffer.byteLength(text))];
      await shell.run(script(publishScript, [folder, ...names]), { input: text }).catch((error: unknown) => {
        throw unwritable(error, folder, shell.where);
      });
    },
    update: (manifest) => replaceFile(shell, path(manifestName(manifest.id)), renderManifest(manifest)),
  };
}

/** How long another backup of the same database may keep this one waiting. */
const lockSeconds = 60;

async function holdFolder(job: Job, folder: string, prefix: string, argv: readonly string[]): ReturnType<Store['hold']> {
  const { shell, signal } = job;
  const running = shell.start(argv, { deadline: job.remaining(), signal });
  let text = '';
  const held = new Promise<void>((resolve) => {
    running.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (/^held$/m.test(text)) resolve();
    });
  });
  const release = async (): Promise<void> => {
    running.stdin.end();
    await running.done.catch(() => {});
  };
  try {
    await Promise.race([held, running.done.then(() => Promise.reject(new Error('the lock of the destination ended at once')))]);
  } catch (error) {
    if (error instanceof ProgramFailure && error.code === busy) {
      throw new Failure(
        'locked',
        `Another run works on the backups ${prefix} in ${folder} on ${shell.where}; waited ${formatDuration(lockSeconds * 1000)}.`,
        {
          state: 'Nothing was changed.',
          hint: 'Wait for it to end; a concurrency group in the workflow keeps runs apart.',
          cause: error,
        },
      );
    }
    throw unwritable(error, folder, shell.where);
  }
  const removed = text.split('\n').filter((line) => line.endsWith('.partial'));
  return { removed, release };
}

/** What a script's failure in the destination means; timeouts and lost connections stay what they are. */
export function unwritable(error: unknown, folder: string, where: string): unknown {
  if (!(error instanceof ProgramFailure)) return error;
  const said = error.stderr.trim().split('\n').at(-1) ?? '';
  const full = /No space left|quota/i.test(error.stderr);
  return new Failure(
    'destination-unwritable',
    `The destination ${folder} on ${where} cannot be written: ${said || `exit code ${error.code}`}.`,
    {
      state: 'No backup was stored.',
      hint: full
        ? 'Free space there, or choose another destination.'
        : 'Create the folder for the SSH user, or choose another destination.',
      cause: error,
    },
  );
}

function parseContent(text: string): Content | undefined {
  const [, size, sha256] = /^\s*(\d+)\n([0-9a-f]{64})\b/.exec(text) ?? [];
  return size && sha256 ? { size: Number(size), sha256 } : undefined;
}

/** Manifests, a line `---`, then sizes and names of the files. */
export function parseListing(text: string, path: (name: string) => string): Awaited<ReturnType<Store['list']>> {
  const [manifests = '', files = ''] = text.split(/^---$/m);
  const sizes = new Map<string, number>();
  for (const line of files.split('\n')) {
    const [, size, name] = /^(\d+) \.\/(.+)$/.exec(line) ?? [];
    if (name) sizes.set(name, Number(size));
  }
  const lines = manifests.split('\n').filter((line) => line.trim());
  const backups = lines.flatMap((line): Stored[] => {
    const manifest = parseManifest(line);
    if (!manifest) return [];
    const name = dumpName(manifest);
    return [{ manifest, path: path(name), whole: sizes.get(name) === manifest.stored.size }];
  });
  backups.sort((a, b) => b.manifest.created.localeCompare(a.manifest.created));
  return { backups, strange: lines.length - backups.length };
}
