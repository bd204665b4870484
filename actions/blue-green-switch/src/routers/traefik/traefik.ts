import { Failure } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { lastLines, makeFolder, readText, removeFiles, replaceFile, type Shell } from '@slipway/shell';
import { operation, type Program } from '../../program.ts';
import type { Abilities, RouterAdapter } from '../../router.ts';
import { renderBase, type Service, servedOn } from './services.ts';

export interface TraefikOptions {
  readonly shell: Shell;
  readonly project: string;
  readonly directory: string;
  readonly file: string;
  readonly state: string;
  readonly services: readonly Service[];
  readonly program: Program;
  readonly front: ReturnType<RouterAdapter['front']>;
}

type Call = (name: string, ...args: readonly string[]) => ReturnType<Shell['run']>;

/** Connections outlive a change: Traefik replaces what requests are handed to, not what they came on. It counts none of them for us. */
const abilities: Abilities = { weights: 'percent', restart: 'set', reserve: false, drain: 'timed', websockets: 'kept' };

/** The server's own Traefik, by a file in the folder that it watches. */
export function traefikRouter(options: TraefikOptions): RouterAdapter {
  const { shell, state, services, program } = options;

  /** One function of the program, with an argument. */
  const call: Call = (name, ...args) => {
    const functions = `${program.functions}\n${name} "$@"; exit $?`;
    return shell.run(operation({ ...program, functions }, ...args), { allowFailure: true, deadline: 60_000 });
  };

  const prepare = async (live: Color | undefined): Promise<void> => {
    await requireSetup(options);
    await makeFolder(shell, state);
    const wanted = [renderBase(options.project, services), services.map(({ name }) => `${name}\n`).join('')];
    const paths = [`${state}/base.yml`, `${state}/services`];
    const [base, names, file] = await Promise.all([...paths, options.file].map((path) => readText(shell, path)));
    if (base === wanted[0] && names === wanted[1] && file !== undefined) return;
    const kept = (await call('route_kept')).stdout.trim();
    const serving = live ?? (kept === 'blue' || kept === 'green' ? kept : undefined);
    if (serving && base !== undefined) refuseMoved(serving, base, wanted[0] ?? '', shell.where);
    const read = async (): Promise<string> => (file === undefined ? '' : (await call('route_read')).stdout.trim()) || kept;
    const before = names === undefined ? undefined : await read();
    await restore(shell, paths, wanted);
    try {
      // Without the list of its services nobody can ask Traefik what it does: where that was lost, it is asked now.
      await apply(options, call, before ?? (await read()));
    } catch (error) {
      await restore(shell, [...paths, options.file], [base, names, file]);
      throw error;
    }
  };

  return {
    kind: 'traefik',
    abilities,
    program,
    prepare,
    front: () => options.front,
    reachable: async () => true,
    failures: async () => 0,
    inflight: async () => undefined,
  };
}

async function apply(options: TraefikOptions, call: Call, word: string): Promise<void> {
  const { shell, file } = options;
  const { code, stderr } = await call('route_set', word);
  if (code !== 0) {
    throw new Failure('router-config', `Traefik on ${shell.where} does not take ${file}: ${lastLines(stderr, 4)}.`, {
      state: 'The file before is in place; traffic is untouched.',
      hint: 'The folder must be the one that its file provider watches (providers.file.directory; in a container mounted as a folder), and the API that of the same Traefik.',
    });
  }
  await refuseUnused(options, call);
}

/** Each file gets its text; undefined is no file. */
async function restore(shell: Shell, paths: readonly string[], texts: readonly (string | undefined)[]): Promise<void> {
  for (const [index, path] of paths.entries()) {
    const text = texts[index];
    if (text === undefined) await removeFiles(shell, path);
    else if ((await readText(shell, path)) !== text) await replaceFile(shell, path, text);
  }
}

async function requireSetup({ shell, directory, program }: TraefikOptions): Promise<void> {
  const api = program.variables['traefik_api'] ?? '';
  const text =
    'command -v curl >/dev/null || exit 3; [ -w "$1" ] && [ -x "$1" ] || exit 4; curl -sSf --max-time 5 --noproxy "*" "$2/api/http/services" >/dev/null';
  const { code, stderr } = await shell.run(['sh', '-c', text, 'sh', directory, api], { allowFailure: true });
  if (code === 0) return;
  const [what, hint] =
    code === 3
      ? [`curl is not installed on ${shell.where}`, 'Install it: apt-get install curl']
      : code === 4
        ? [
            `${directory} on ${shell.where} is not there, or not writable for the user`,
            'Give the folder that its file provider watches, like traefik-directory: /etc/traefik/dynamic, and let it belong to the user.',
          ]
        : [
            `Traefik's API ${api} on ${shell.where} does not answer: ${stderr.trim()}`,
            'Turn it on (api.insecure on a port of loopback, or a router of your own for api@internal), and give its address, like traefik-api: http://127.0.0.1:8080.',
          ];
  throw new Failure('router-setup', `${what}.`, { state: 'Nothing was changed.', hint });
}

/** A service that no router leads to would be switched, and nobody would notice. */
async function refuseUnused(
  { services }: TraefikOptions,
  call: (name: string, ...args: string[]) => ReturnType<Shell['run']>,
): Promise<void> {
  for (const { name } of services) {
    const { stdout } = await call('told', name);
    if (/"usedBy": *\[ *"/.test(stdout)) continue;
    throw new Failure('router-setup', `No router of Traefik leads to ${name}@file.`, {
      state: 'Nothing was changed.',
      hint: `Let the router of the application name it: service: ${name}@file, or as a label: traefik.http.routers.<name>.service=${name}@file.`,
    });
  }
}

function refuseMoved(live: Color, before: string, after: string, where: string): void {
  const next = servedOn(after, live);
  const moved = [...servedOn(before, live)].filter(([name, url]) => next.get(name) !== url).map(([name]) => name);
  if (moved.length === 0) return;
  throw new Failure('router-change', `The release changes addresses that ${live} serves on, on ${where}: ${moved.join(', ')}.`, {
    state: 'Nothing was changed.',
    hint: 'Keep ports and names of released services in this release.',
  });
}
