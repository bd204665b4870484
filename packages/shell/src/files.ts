import { Failure } from '@slipway/action';
import type { Shell } from './shell.ts';

/** Small files on the shell's machine. Each function is one fixed script; paths are arguments, contents standard input. */

const script = (
  shell: Shell,
  text: string,
  args: readonly string[],
  options: { input?: string | Buffer; allowFailure?: boolean } = {},
): ReturnType<Shell['run']> => shell.run(['sh', '-c', text, 'sh', ...args], options);

const absent = 44;

/** The text of a file; undefined where there is none. @throws Failure `program-failed` where it cannot be read */
export async function readText(shell: Shell, path: string): Promise<string | undefined> {
  const result = await script(shell, `if [ ! -e "$1" ]; then exit ${absent}; fi; exec cat -- "$1"`, [path], { allowFailure: true });
  if (result.code === absent) return undefined;
  if (result.code !== 0) throw new Failure('program-failed', `${path} on ${shell.where} cannot be read: ${result.stderr.trim()}`);
  return result.stdout;
}

/**
 * Replaces a file as a whole: readers see the old or the new content, also after a power cut, and never a part of it, also when the connection
 * breaks. The mode of an existing file is kept unless `mode` is given, and its owner where the user may do that; a new one gets 0600.
 */
export async function replaceFile(shell: Shell, path: string, content: string | Buffer, mode?: string): Promise<void> {
  const text = [
    'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
    '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
    'if [ -n "$2" ]; then chmod -- "$2" "$t"; elif [ -e "$1" ]; then chmod -- "$(stat -c %a -- "$1")" "$t"; chown -- "$(stat -c %u:%g -- "$1")" "$t" 2>/dev/null || :; else chmod 600 "$t"; fi',
    'sync "$t"; mv -fT -- "$t" "$1"; trap - EXIT; sync "$d"',
  ].join('\n');
  await script(shell, text, [path, mode ?? '', String(Buffer.byteLength(content))], { input: content });
}

/** Creates a file only where there is none, whole or not at all; false where one was there. */
export async function createFile(shell: Shell, path: string, content: string | Buffer, mode = '600'): Promise<boolean> {
  const text = [
    'set -eu; d=$(dirname -- "$1"); t=$(mktemp -- "$d/.slipway.XXXXXX"); trap \'rm -f -- "$t"\' EXIT; trap "exit 143" HUP INT PIPE TERM; cat > "$t"',
    '[ "$(wc -c < "$t")" -eq "$3" ] || { rm -f -- "$t"; echo "only a part of the content arrived" >&2; exit 65; }',
    `chmod -- "$2" "$t"; sync "$t"; if ln -T -- "$t" "$1" 2>/dev/null; then sync "$d"; elif [ -e "$1" ]; then exit ${absent}; else ln -T -- "$t" "$1"; fi`,
  ].join('\n');
  const result = await script(shell, text, [path, mode, String(Buffer.byteLength(content))], { input: content, allowFailure: true });
  if (result.code === 0) return true;
  if (result.code === absent) return false;
  throw new Failure('program-failed', `${path} on ${shell.where} cannot be created: ${result.stderr.trim()}`);
}

/** Creates a folder and its parents; a new one is for its owner alone unless `mode` is given. */
export async function makeFolder(shell: Shell, path: string, mode = '700'): Promise<void> {
  // Nobody else may rename what stands in a parent, whatever the umask of the user.
  await script(shell, 'set -eu; umask go-w; if [ ! -d "$1" ]; then mkdir -p -- "$1"; chmod -- "$2" "$1"; fi', [path, mode]);
}

/** Removes files; those that are not there are no error. */
export async function removeFiles(shell: Shell, ...paths: readonly string[]): Promise<void> {
  await shell.run(['rm', '-f', '--', ...paths]);
}

/** Home folder of the shell's user. */
export async function homeFolder(shell: Shell): Promise<string> {
  const { stdout } = await script(shell, 'printf %s "$HOME"', []);
  if (!stdout.startsWith('/')) throw new Failure('program-failed', `The user on ${shell.where} has no home folder.`);
  return stdout;
}
