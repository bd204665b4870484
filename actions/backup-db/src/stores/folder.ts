import { Failure, withDetails } from '@slipway/action';
import { ProgramFailure, removeFiles, replaceFile, type Shell } from '@slipway/shell';
import type { Job } from '../job.ts';
import { type Content, renderManifest } from '../manifest.ts';
import { dumpName, manifestName, partialGlob, partialName } from '../names.ts';
import { compareArrived } from './arrived.ts';
import { busyWith, lockSeconds, waitingFor } from './busy.ts';
import { recordDrill } from './folder-drills.ts';
import { holdScript, listScript, publishScript, receiveScript, removeScript, script } from './folder-scripts.ts';
import { listBackups } from './listing.ts';
import type { Destination, Held, Listing, Receiver } from './store.ts';

/** A folder on the shell's machine. Every method is one fixed script; names are arguments, contents standard input. */
export function openFolder(job: Pick<Job, 'remaining' | 'signal' | 'log'>, shell: Shell, place: string): Destination {
  const folder = place.replace(/\/+$/, '') || '/';
  const path = (name: string): string => `${folder}/${name}`;
  const options = (): { deadline: number; signal: AbortSignal } => ({ deadline: job.remaining(), signal: job.signal });
  const explain = (error: unknown): unknown => unwritable(error, folder, shell.where);
  return {
    folder,
    where: shell.where,
    path,
    async list() {
      const { stdout } = await shell.run(script(listScript, [folder]), options());
      return parseListing(stdout, path);
    },
    async hold(prefix) {
      const running = shell.start(script(holdScript, [folder, prefix, partialGlob(prefix), String(lockSeconds)]), options());
      const waiting = waitingFor(prefix, folder, shell.where);
      return holdPrefix(
        running,
        () => job.log.info(waiting),
        (error, waited) => {
          if (isBusy(error)) return busyWith(prefix, folder, shell.where, undefined, error);
          return waited && isTimeout(error) ? withDetails(error, { state: `${waiting} Nothing was changed.` }) : explain(error);
        },
      );
    },
    receive(draft, from): Receiver {
      const running = shell.start(script(receiveScript, [path(partialName(draft.id))]), { ...options(), ...(from ? { from } : {}) });
      let text = '';
      running.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      return { running, complete: async (sent) => compareArrived(parseContent(text), sent, { folder, where: shell.where }) };
    },
    read: ({ id, encryption }, state) =>
      shell.start(['cat', '--', path(state === 'partial' ? partialName(id) : dumpName({ id, encryption }))], options()),
    removePartial: ({ id }) => removeFiles(shell, path(partialName(id))),
    async publish(manifest) {
      const text = renderManifest(manifest);
      const { id, encryption } = manifest;
      const names = [partialName(id), dumpName({ id, encryption }), manifestName(id), String(Buffer.byteLength(text))];
      await shell.run(script(publishScript, [folder, ...names]), { input: text }).catch((error: unknown) => {
        throw explain(error);
      });
    },
    update: (manifest) => replaceFile(shell, path(manifestName(manifest.id)), renderManifest(manifest)),
    async remove({ id, encryption }) {
      await shell.run(script(removeScript, [folder, manifestName(id), dumpName({ id, encryption })]), options());
      return { removed: true };
    },
    record: (drill) => recordDrill(shell, folder, drill),
    explain,
    close: async () => {},
  };
}

/** The script says `held` once it has the lock, `waiting` before where it has to, and has it until its standard input ends. */
async function holdPrefix(
  running: ReturnType<Shell['start']>,
  onWait: () => void,
  explain: (error: unknown, waited: boolean) => unknown,
): Promise<Held> {
  let text = '';
  let waited = false;
  const held = new Promise<void>((resolve) => {
    running.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!waited && /^waiting$/m.test(text)) {
        waited = true;
        onWait();
      }
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
    throw explain(error, waited);
  }
  return { removed: text.split('\n').filter((line) => line.endsWith('.partial')), release };
}

const busy = 75;
const isBusy = (error: unknown): boolean => error instanceof ProgramFailure && error.code === busy;
const isTimeout = (error: unknown): error is Failure => error instanceof Failure && error.reason === 'timeout';

/** What a script's failure in the destination means; timeouts and lost connections stay what they are. */
function unwritable(error: unknown, folder: string, where: string): unknown {
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
export function parseListing(text: string, path: (name: string) => string): Listing {
  const [manifests = '', files = ''] = text.split(/^---$/m);
  const sizes = new Map<string, number>();
  for (const line of files.split('\n')) {
    const [, size, name] = /^(\d+) \.\/(.+)$/.exec(line) ?? [];
    if (name) sizes.set(name, Number(size));
  }
  return listBackups(
    manifests.split('\n').filter((line) => line.trim()),
    sizes,
    path,
  );
}
