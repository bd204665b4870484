import { Failure, type Log } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { Admin } from './admin.ts';

/**
 * Caddy writes what its API changed to a file of its own, and reads that only where it is started with --resume; otherwise a restart would route by an
 * old configuration that knows neither colour.
 * @throws Failure `router-setup`
 */
export async function refuseForgetting(shell: Shell, admin: Admin, log: Log): Promise<void> {
  const forgets = (why: string): Failure =>
    new Failure('router-setup', `Caddy on ${shell.where} ${why}, so a restart of it would forget which colour serves.`, {
      state: 'Nothing was changed.',
      hint: 'Run it as caddy run --resume; with systemd: systemctl disable --now caddy, then systemctl enable --now caddy-api.',
    });
  if ((await admin.get('/config/admin/config/persist')) === false)
    throw forgets('is told not to write its configuration down (persist: false)');
  // Arguments are separated by zero bytes; a container's processes are seen from its host too.
  const text =
    'for p in /proc/[0-9]*; do read -r name < "$p/comm" && [ "$name" = caddy ] && tr "\\0" " " < "$p/cmdline" && echo; done 2>/dev/null; :';
  const { stdout } = await shell.run(['sh', '-c', text]);
  const started = stdout.split('\n').filter((line) => / run( |$)/.test(line));
  if (started.length === 0)
    log.warn('How Caddy was started could not be seen: make sure that it is run with --resume, so that a restart keeps the route.');
  else if (!started.some((line) => / --resume( |$)/.test(line))) throw forgets('was not started with --resume');
}
