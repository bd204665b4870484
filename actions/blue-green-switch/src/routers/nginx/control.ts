import { Failure } from '@slipway/action';
import { accountOf, lastLines, type Shell } from '@slipway/shell';

/** How nginx is reached on the server. Every value travels as an environment variable. */
export interface Control {
  /** The program, by name or path. */
  readonly program: string;
  /** Main configuration; empty for the one that it was built with. */
  readonly config: string;
  /** File with the number of the master. */
  readonly pid: string;
  /** Container that it runs in; empty where it runs on the server itself. */
  readonly container: string;
}

export function controlVariables(control: Control): Record<string, string> {
  return {
    nginx_program: control.program,
    nginx_config: control.config,
    nginx_pid: control.pid,
    nginx_container: control.container,
  };
}

/**
 * `nginx_do ARGUMENT…` runs nginx as the one who may: in its container, as the user where the master is the user's own, or by sudo, which asks nobody.
 * `nginx_workers` prints a line for each worker: its number, and `serves` or `leaves`.
 */
export const controlFunctions = [
  // A user who logs in over SSH does not have the folders of the administrator.
  'nginx_found() { p=$(PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; command -v "$nginx_program") || { echo "there is no program $nginx_program" >&2; return 127; }; }',
  'nginx_version() { if [ -n "$nginx_container" ]; then docker exec "$nginx_container" nginx -v; else nginx_found && "$p" -v; fi; }',
  'nginx_do() {',
  '  if [ -n "$nginx_container" ]; then docker exec "$nginx_container" nginx "$@"; return; fi',
  '  nginx_found || return',
  '  if [ -n "$nginx_config" ]; then set -- -c "$nginx_config" "$@"; fi',
  '  if [ "$(id -u)" = 0 ] || kill -0 "$(cat "$nginx_pid" 2>/dev/null)" 2>/dev/null; then "$p" "$@"; else sudo -n "$p" "$@"; fi',
  '}',
  'nginx_workers() {',
  '  if [ -n "$nginx_container" ]; then docker top "$nginx_container" -eo pid,args; else ps -o pid=,args= --ppid "$(cat "$nginx_pid")"; fi 2>/dev/null |',
  '    awk \'/nginx: worker process is shutting down/ { print $1, "leaves"; next } /nginx: worker process/ { print $1, "serves" }\'',
  '}',
].join('\n');

const run = (shell: Shell, control: Control, argv: readonly string[]): ReturnType<Shell['run']> =>
  shell.run(
    [
      'sh',
      '-c',
      `while [ "$1" != -- ]; do export "$1"; shift; done; shift\n${controlFunctions}\n"$@"`,
      'sh',
      ...exported(control),
      ...argv,
    ],
    { allowFailure: true },
  );

function exported(control: Control): string[] {
  return [...Object.entries(controlVariables(control)).map(([name, value]) => `${name}=${value}`), '--'];
}

/** The configuration that nginx reads, each file after its name. @throws Failure `router-config`, `router-setup` */
export async function dump(shell: Shell, control: Control): Promise<string> {
  const { code, stdout, stderr } = await run(shell, control, ['nginx_do', '-T']);
  if (code === 0) return stdout;
  throw refusal(shell, control, stderr);
}

/** Tries the configuration. @throws Failure `router-config`, `router-setup` */
export async function check(shell: Shell, control: Control): Promise<void> {
  const { code, stderr } = await run(shell, control, ['nginx_do', '-t']);
  if (code !== 0) throw refusal(shell, control, stderr);
}

/** @throws Failure `router-failed` */
export async function reload(shell: Shell, control: Control): Promise<void> {
  const { code, stderr } = await run(shell, control, ['nginx_do', '-s', 'reload']);
  if (code !== 0) throw new Failure('router-failed', `nginx on ${shell.where} cannot be reloaded: ${lastLines(stderr, 3)}`);
}

/** Number of workers that only answer what they have begun; undefined where the processes cannot be seen. */
export async function leaving(shell: Shell, control: Control): Promise<number | undefined> {
  const { stdout } = await run(shell, control, ['nginx_workers']);
  const workers = stdout.split('\n').filter(Boolean);
  return workers.length === 0 ? undefined : workers.filter((line) => line.endsWith(' leaves')).length;
}

/** Its numbers; empty where it does not say them. */
export async function version(shell: Shell, control: Control): Promise<readonly number[]> {
  const { stderr } = await run(shell, control, ['nginx_version']);
  return (/nginx\/(\d+)\.(\d+)\.(\d+)/.exec(stderr) ?? []).slice(1).map(Number);
}

function refusal(shell: Shell, control: Control, stderr: string): Failure {
  const said = lastLines(stderr, 6);
  const state = 'The previous configuration is in place; traffic is untouched.';
  const where = control.container ? `docker exec ${control.container} nginx -t` : 'nginx -t, as root';
  if (/\[(emerg|error|alert)\]/.test(said))
    return new Failure('router-config', `nginx on ${shell.where} refuses its configuration:\n${said}\n`, {
      state,
      hint: `Try it on the server: ${where}`,
    });
  return new Failure('router-setup', `nginx on ${shell.where} cannot be asked for its configuration: ${said || 'no answer'}.`, {
    state,
    hint: `The user needs sudo for three commands, without a password. As root on the server: echo '${accountOf(shell)} ALL=(root) NOPASSWD: /usr/sbin/nginx -t, /usr/sbin/nginx -T, /usr/sbin/nginx -s reload' > /etc/sudoers.d/slipway-nginx`,
  });
}
