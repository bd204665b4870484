import { posix } from 'node:path';
import { Failure, type Log } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { accountOf, type Shell } from '@slipway/shell';
import { type Control, dump, version } from './control.ts';
import type { NginxPlan } from './plan.ts';
import { type Wiring, wiringOf } from './wiring.ts';

interface Place {
  readonly shell: Shell;
  readonly control: Control;
  readonly directory: string;
  readonly seen: string;
  readonly place: 'rename' | 'write';
  readonly mounted: readonly string[];
  readonly plan: NginxPlan;
}

/** @throws Failure `router-setup` */
export async function requireFolder(shell: Shell, directory: string): Promise<void> {
  const writable = await shell.run(['test', '-d', directory, '-a', '-w', directory, '-a', '-x', directory], { allowFailure: true });
  if (writable.code === 0) return;
  throw new Failure('router-setup', `${directory} on ${shell.where} is not there, or not writable for the user.`, {
    state: 'Nothing was changed.',
    hint: `As root on the server: install -d -m 0755 -o ${accountOf(shell)} ${directory}; script/prepare-server.sh makes it, with the rights that docs/nginx.md names.`,
  });
}

/** How far the team's own configuration uses ours. @throws Failure `router-config`, `router-setup` */
export async function findWiring({ shell, control, seen, place, plan }: Place): Promise<Wiring & { readonly dump: string }> {
  const text = await dump(shell, control);
  // A file that is not there yet would be refused by its name, and other projects have theirs beside it.
  const included = place === 'write' ? seen : `${posix.dirname(seen)}/*.conf`;
  return { ...wiringOf(text, plan.upstreams, seen, included), dump: text };
}

/** We never edit their server block: what is to be changed is shown, and a person does it. */
export function refuseUnwired({ shell, control, mounted, plan }: Place, { included, unused, diff }: Wiring): Failure {
  const lacks = [
    ...(included ? [] : ["it does not include Slipway's file"]),
    ...(unused.length > 0 ? [`nothing sends to ${unused.map(({ name }) => name).join(', ')}`] : []),
  ];
  const stale = mounted.filter((path) => diff.includes(`--- ${path}\n`));
  const again =
    stale.length === 0
      ? control.container
        ? `docker exec ${control.container} nginx -t && docker exec ${control.container} nginx -s reload`
        : 'sudo nginx -t && sudo nginx -s reload'
      : `restart ${control.container}, because ${stale.join(', ')} is mounted as a file of its own and a changed file may not be seen (mount the folder instead)`;
  return new Failure(
    'router-setup',
    `nginx on ${shell.where} is not wired to ${plan.project} yet: ${lacks.join(', and ')}. The change:\n${diff}\n`,
    {
      state: 'Nothing that nginx reads was changed. Until the first release the new upstreams lead where users are served now.',
      hint: `Make this change once, then ${again}, and run this again.`,
    },
  );
}

/** @throws Failure `router-change` */
export function refuseMoved(where: string, live: Color, moved: readonly string[]): void {
  if (moved.length === 0) return;
  throw new Failure('router-change', `This release changes the addresses that ${live} serves on, on ${where}: ${moved.join(', ')}.`, {
    state: 'Nothing was changed.',
    hint: 'Keep published ports and released services in this release; change them in one of their own, after an outage that you choose.',
  });
}

/** nginx closes idle kept-alive connections when it reloads; a newer one can be told to wait for the client. */
export async function adviseKeepalive(shell: Shell, control: Control, log: Log, text: string): Promise<void> {
  const numbers = await version(shell, control);
  const [major, minor, patch] = numbers;
  if (major === undefined || minor === undefined || patch === undefined) return;
  const number = numbers.join('.');
  if (major * 1e6 + minor * 1e3 + patch < 1_027_004)
    log.info(
      `nginx ${number} closes idle kept-alive connections when it reloads: a client that sends in that very instant sees a reset. Browsers ask again; nginx 1.27.4 and newer can avoid it, and nginx-mode socket needs no reload.`,
    );
  else if (!/^\s*keepalive_min_timeout\s/m.test(text))
    log.warn(`nginx ${number} can keep idle connections open across a reload: add \`keepalive_min_timeout 5s;\` to its http block.`);
}
