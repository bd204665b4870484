import type { Shell } from '@slipway/shell';

/** User and first database of the server: no application has it. */
export const own = 'slipway_rehearsal';

/** Bytes of the disk that stay free, whatever a rehearsal does. */
export const reserve = 2 ** 30;

/** Exit code of a server that was ended because less than that was free. */
export const diskFull = 75;

/**
 * Runs a program for some seconds, and ends it, and with it the whole container, where the disk below its data runs full. Nobody else has to be there
 * for it: what is ended so gives its place back at once.
 */
export const guard = [
  'seconds=$1 reserve=$2; shift 2',
  'look() { df -Pk "${PGDATA:-/}" 2>/dev/null || df -Pk /; }',
  'timeout -k 10 "$seconds" "$@" & work=$!',
  'while kill -0 "$work" 2>/dev/null; do',
  '  free=$(look | { read -r _; read -r _ _ _ free _; echo "$free"; })',
  `  case $free in ""|*[!0-9]*) ;; *) [ "$free" -ge "$reserve" ] || exit ${diskFull} ;; esac`,
  '  sleep 1',
  'done',
  'wait "$work"',
].join('\n');

export interface ServerOptions {
  readonly image: string;
  /** Names by which the application looks for its database. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly lifetime: number;
}

/** The image's own way to start a server, for as long as this run may take: nobody may be left to end it. It writes safely to nothing. */
export async function serverCommand(shell: Shell, name: string, options: ServerOptions): Promise<readonly string[]> {
  const inspected = await shell.run(['docker', 'image', 'inspect', '--format', '{{json .Config}}', options.image]);
  const config = JSON.parse(inspected.stdout) as { Entrypoint?: string[] | null; Cmd?: string[] | null };
  const usual = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].map((setting) => `${setting}=off`);
  const fast = [...off, 'max_wal_size=256MB', 'wal_level=minimal', 'max_wal_senders=0'].flatMap((setting) => ['-c', setting]);
  const more = config.Cmd?.[0] === 'postgres' ? fast : [];
  const environment = { POSTGRES_HOST_AUTH_METHOD: 'trust', POSTGRES_USER: own, POSTGRES_DB: own, PGPORT: String(options.port) };
  const pairs = (flag: string, values: Readonly<Record<string, string>>): string[] =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  const aliases = options.hosts.flatMap((host) => ['--network-alias', host]);
  // Production goes first, whatever the copy needs.
  const humble = ['--cpu-shares', '256', '--oom-score-adj', '800', '--shm-size', '256m'];
  const flags = ['--detach', '--rm', '--name', name, '--network', name, ...aliases, ...humble];
  const settings = [...pairs('--label', options.labels), ...pairs('--env', environment)];
  const seconds = String(Math.ceil(options.lifetime / 1000) + 60);
  const words = ['-c', guard, 'sh', seconds, String(reserve / 1024), ...usual, ...more];
  return ['docker', 'run', ...flags, ...settings, '--entrypoint', 'sh', options.image, ...words];
}
