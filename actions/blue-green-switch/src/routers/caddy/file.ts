import { Failure, type Log, messageOf } from '@slipway/action';
import type { Color, Published } from '@slipway/docker';
import { accountOf, readText, replaceFile, type Shell } from '@slipway/shell';
import type { Abilities, RouterAdapter } from '../../router.ts';
import type { Admin } from './admin.ts';
import { fileProgram } from './file-program.ts';

export interface CaddyFileOptions {
  readonly shell: Shell;
  readonly log: Log;
  readonly admin: Admin;
  /** Folder of all projects, and this one's in it. */
  readonly directory: string;
  readonly folder: string;
  readonly published: readonly Published[];
  readonly dial: (color: Color, published: Published) => string;
  readonly front: ReturnType<RouterAdapter['front']>;
}

const abilities: Abilities = { weights: 'binary', restart: 'set', reserve: false, drain: 'timed', websockets: 'kept' };

/** Nobody listens there: Caddy answers 502. */
const nowhere = '127.0.0.1:1';

/** The server's own Caddy, whose configuration says in which file the address stands. */
export function caddyFileRouter(options: CaddyFileOptions): RouterAdapter {
  const { shell, folder, published, dial } = options;

  const prepare = async (live: Color | undefined): Promise<void> => {
    await makePlace(options);
    const files = published.flatMap((one) => [
      ...(['blue', 'green'] as const).flatMap((color) =>
        [color, `${color}_trial`].map((word) => ({ word, color, one, text: dial(color, one) })),
      ),
      { word: 'none', color: undefined, one, text: nowhere },
    ]);
    const known = await Promise.all(files.map(({ word, one }) => readText(shell, `${folder}/${word}/${one.port}`)));
    for (const [index, { color, one, text }] of files.entries()) {
      const before = known[index]?.trim();
      if (live === undefined || color !== live || before === undefined || before === text) continue;
      throw new Failure('router-change', `The release moves ${live} of ${one.service} from ${before} to ${text}, on ${shell.where}.`, {
        state: 'Nothing was changed.',
        hint: 'Keep ports and names of released services in this release.',
      });
    }
    await refuseUnread(options);
    for (const [index, { word, one, text }] of files.entries()) {
      if (known[index] !== `${text}\n`) await replaceFile(shell, `${folder}/${word}/${one.port}`, `${text}\n`, '644');
    }
    // A link that leads nowhere is no answer, not even a 502 of ours.
    await shell.run(['sh', '-c', 'cd "$1" && { [ -L live ] || ln -s none live; }', 'sh', folder]);
  };

  return {
    kind: 'caddy',
    abilities,
    program: fileProgram(folder),
    prepare,
    front: () => options.front,
    reachable: async () => true,
    failures: async () => 0,
    inflight: async () => undefined,
  };
}

/** Folders that Caddy's user can read. */
async function makePlace({ shell, directory, folder }: CaddyFileOptions): Promise<void> {
  const text =
    'set -eu; [ -w "$1" ] && [ -x "$1" ] || exit 4; umask 022; for word in none blue green blue_trial green_trial; do [ -d "$2/$word" ] || mkdir -p "$2/$word"; done';
  const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', directory, folder], { allowFailure: true });
  if (code === 0) return;
  const why = code === 4 ? 'is not there, or not writable for the user' : `cannot be used: ${stderr.trim()}`;
  throw new Failure('router-setup', `${directory} on ${shell.where} ${why}.`, {
    state: 'Nothing was changed.',
    hint: `As root on the server, once: install -d -o ${accountOf(shell)} ${directory}; or name another one, like caddy-directory: /etc/caddy/slipway.`,
  });
}

/** @throws Failure `router-setup` where Caddy says itself that it reads other files */
async function refuseUnread({ shell, log, admin, folder, published }: CaddyFileOptions): Promise<void> {
  const config = await admin.get('/config/').then(
    (value) => JSON.stringify(value ?? {}),
    (error: unknown) => {
      log.warn(`Whether Caddy reads ${folder}/live could not be seen: ${messageOf(error)}`);
      return undefined;
    },
  );
  const missing = published.filter(({ port }) => config !== undefined && !config.includes(`"${placeholder(folder, port)}"`));
  if (missing.length === 0) return;
  throw new Failure(
    'router-setup',
    `Caddy on ${shell.where} does not take its address from ${missing.map(({ port }) => placeholder(folder, port)).join(', ')}.`,
    {
      state: 'No traffic was moved.',
      hint: `Write into its Caddyfile (Caddy 2.8 or newer), where the application is served, and reload it once:\n${missing.map(({ port }) => caddyfileLines(folder, port)).join('\n')}\n`,
    },
  );
}

const placeholder = (folder: string, port: number): string => `{file.${folder}/live/${port}}`;

/** By way of a variable: the slashes of a path where an address belongs make a Caddyfile add a port to it, and every request would be answered with 502. */
function caddyfileLines(folder: string, port: number): string {
  return `    vars slipway_${port} ${placeholder(folder, port)}\n    reverse_proxy {vars.slipway_${port}}`;
}
