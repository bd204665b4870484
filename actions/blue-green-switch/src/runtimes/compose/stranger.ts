import { Failure } from '@slipway/action';
import { type Container, containersOf } from '@slipway/docker';
import type { Shell } from '@slipway/shell';

/** Whether a container of a colour's project was made for that colour by a release. */
export function isOurs({ labels }: Pick<Container, 'labels'>): boolean {
  return labels['slipway.color'] !== undefined;
}

/** Compose would take containers of the same project for its own, and put ours in their place. @throws Failure `runtime-setup` */
export async function refuseStranger(shell: Shell, project: string): Promise<void> {
  const stranger = (await containersOf(shell, project)).find((one) => !isOurs(one));
  if (!stranger) return;
  throw new Failure(
    'runtime-setup',
    `${stranger.name} of the project ${project} is on ${shell.where}, and was not started by Slipway: it may be serving.`,
    {
      state: 'Nothing was changed.',
      hint: `Give this application another project-name; or where that is an old copy of it that serves nobody: docker compose -p ${project} down`,
    },
  );
}
