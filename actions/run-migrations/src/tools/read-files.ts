import { randomUUID } from 'node:crypto';
import { Failure } from '@slipway/action';
import { lastLines } from '@slipway/shell';
import type { Transport } from '../transport.ts';
import { copied } from '../trouble.ts';
import type { Work } from '../work.ts';
import type { Adapter, SourceFile } from './adapter.ts';

/** What the image has of the migrations. */
export interface Folder {
  /** Folder in which the tool runs. */
  readonly base: string;
  /** Folder of the migrations, from there. */
  readonly path: string;
  readonly files: readonly SourceFile[];
}

/** Exit code of the script where there is no such folder. */
const noFolder = 45;
const readLimit = 60_000;

/**
 * Prints the files of a folder, each behind a line of its own that starts with a mark unknown to whoever wrote them. A relative folder is looked for where
 * the program starts and in the usual places.
 */
const script = [
  'mark=$1 folder=$2 beside=$3; shift 3',
  'case $folder in /*) set -- . ;; esac',
  'for base in "$@"; do',
  '  case $folder in /*) full=$folder ;; *) full=$base/$folder ;; esac',
  '  [ -d "$full" ] || continue',
  '  cd "$base" || continue',
  '  printf "\\036%s at %s\\n" "$mark" "$PWD"',
  '  find "$folder/" -type f | LC_ALL=C sort | while IFS= read -r file; do',
  '    case $file in *.sql | *.sql.conf | */_journal.json) ;; *) continue ;; esac',
  '    printf "\\036%s file %s\\n" "$mark" "$file"; cat "$file"; printf "\\n"',
  '  done',
  "  IFS='\n'",
  '  for file in $beside; do',
  '    [ -f "$file" ] || continue',
  '    printf "\\036%s beside %s\\n" "$mark" "$file"; cat "$file"; printf "\\n"',
  '  done',
  '  printf "\\036%s end\\n" "$mark"; exit 0',
  'done',
  'exit 45',
].join('\n');

/** Folders in which a relative path is looked for. */
export const usual = [
  '.',
  'backend',
  'app',
  'src',
  'server',
  'api',
  '/app',
  '/app/backend',
  '/code',
  '/src',
  '/srv',
  '/srv/app',
  '/usr/src/app',
  '/opt/app',
  '/',
];

/** An image does not change while a run lasts. */
const read = new WeakMap<Transport, Map<string, Folder>>();

/** The files of the migrations, as the image has them. @throws Failure `no-tool` */
export async function readFolder(work: Work, folder: string, title: string, beside?: Adapter['beside']): Promise<Folder> {
  const known = read.get(work.transport) ?? new Map<string, Folder>();
  read.set(work.transport, known);
  const found = known.get(folder) ?? (await readNow(work, folder, title, beside));
  known.set(folder, found);
  return found;
}

async function readNow(work: Work, folder: string, title: string, beside: Adapter['beside']): Promise<Folder> {
  const mark = randomUUID();
  const plain = folder.replace(/\/+$/, '') || '/';
  const argv = ['sh', '-c', script, 'sh', mark, plain, beside?.(plain).join('\n') ?? '', ...usual];
  const { transport } = work;
  const finished = await transport.exec({ argv, connect: false }, { deadline: work.remaining(readLimit), signal: work.signal });
  const found = parseFolder(finished.stdout, mark, folder);
  if (found) {
    refuseUnreadable(found.files);
    return found;
  }
  const state = 'Nothing was changed.';
  if (finished.code === noFolder) {
    const what = `There is no folder ${folder} in ${transport.where}, nor in the usual folders below it.`;
    const hint = `Set the input migrations to the folder of ${title}'s migrations there${copied(work.inputs)}.`;
    throw new Failure('no-tool', what, { state, hint });
  }
  const said = work.scrub(lastLines(finished.stderr, 5));
  const what = `The migrations could not be read in ${transport.where}: exit code ${finished.code}${said ? `:\n${said}\n` : '.'}`;
  throw new Failure('no-tool', what, { state, hint: 'The image needs sh, find and cat.' });
}

/** What is no UTF-8 arrives as U+FFFD: it would be judged, summed up and run as another text than the tool sees. @throws Failure `broken-history` */
export function refuseUnreadable(files: readonly SourceFile[]): void {
  const broken = files.find(({ text }) => text.includes('\uFFFD'));
  if (!broken) return;
  throw new Failure('broken-history', `${broken.path} is not written in UTF-8.`, {
    state: 'Nothing was changed.',
    hint: 'Save it as UTF-8, without U+FFFD.',
  });
}

/** What the script printed; undefined where it did not come to its end. */
export function parseFolder(text: string, mark: string, folder: string): Folder | undefined {
  const [, ...parts] = text.split(`\u001e${mark} `);
  const files: SourceFile[] = [];
  const prefix = folder.replace(/^\.(\/|$)/, '').replace(/\/+$/, '');
  let base = '';
  let ended = false;
  for (const part of parts) {
    const at = part.indexOf('\n');
    const head = part.slice(0, at);
    const [, word = '', rest = ''] = /^(\w+) ?(.*)$/s.exec(head) ?? [];
    if (word === 'at') base = rest;
    else if (word === 'file' || word === 'beside') {
      const path = rest.replace(/^\.\//, '').replaceAll('//', '/');
      // The line break behind the last line is the script's.
      const text = part.slice(at + 1).replace(/\n$/, '');
      if (word === 'beside') files.push({ name: path, path, text, beside: true });
      else files.push({ name: path.slice(prefix.length).replace(/^\//, ''), path, text });
    } else if (word === 'end') ended = true;
  }
  return ended ? { base, path: folder, files } : undefined;
}
