import { type Host, messageOf } from '@slipway/action';
import type { CheckReport } from '@slipway/checks';
import type { Shell } from '@slipway/shell';

/** More than this of a container that restarts in a circle says nothing new. */
const lines = '50';
const containers = 3;

/** The last lines of the containers that are not healthy, where the shell reaches them. A log that cannot be read is no failure of its own. */
export async function showContainerLogs(
  failed: readonly CheckReport[],
  ports: Pick<Host, 'log' | 'signal'> & { readonly shell: Shell },
): Promise<void> {
  const { log, shell, signal } = ports;
  for (const { url } of failed.filter(({ kind }) => kind === 'container').slice(0, containers)) {
    try {
      const found = await shell.run(['docker', 'ps', '--all', '--quiet', '--no-trunc', ...filtersOf(url)], { deadline: 10_000, signal });
      const [id] = found.stdout.trim().split('\n');
      if (!id) continue;
      const { stdout, stderr } = await shell.run(['docker', 'logs', '--tail', lines, '--timestamps', id], { deadline: 10_000, signal });
      await log.group(`Log of ${url}`, async () => log.untrusted(`${stdout}${stderr}`.slice(-20_000)));
    } catch (error) {
      log.info(`The log of ${url} could not be read: ${messageOf(error)}`);
    }
  }
}

/** `container://<project>/<service>`, or `container://<name>`. */
function filtersOf(text: string): readonly string[] {
  const [, first = '', second = ''] = /^container:\/\/([^/?#]+)(?:\/([^/?#]+))?/.exec(text) ?? [];
  if (second === '') return ['--filter', `name=^/?${decodeURIComponent(first).replaceAll(/[^\w-]/g, '.')}$`];
  const label = (name: string, value: string): string[] => ['--filter', `label=com.docker.compose.${name}=${decodeURIComponent(value)}`];
  return [...label('project', first), ...label('service', second), ...label('oneoff', 'False')];
}
