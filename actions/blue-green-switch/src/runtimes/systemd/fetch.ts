import { Failure } from '@slipway/action';
import { withPacked } from './artifact.ts';
import { isUp } from './show.ts';
import type { SystemdOptions } from './systemd.ts';
import { unitName } from './units.ts';

/**
 * Brings a release onto the server, where it is not there already. What stands is never changed under a program that runs from it.
 * @throws Failure `artifact-refused`, `runtime-failed`, `nothing-to-roll-back`
 */
export async function bring(options: SystemdOptions, id: string): Promise<void> {
  const { releases, context, shell, waiting } = options;
  const found = await releases.look(id);
  const artifact = options.back ? undefined : options.artifact;
  if (artifact === undefined) {
    if (found !== 'gone') return;
    throw new Failure(
      options.back ? 'nothing-to-roll-back' : 'artifact-refused',
      `There is no release ${id} in ${releases.root}/releases on ${shell.where}.`,
      {
        state: 'Nothing was changed.',
        hint: 'Name its folder or .tar.gz on the runner in the input artifact. A release that was pruned is released again by its commit.',
      },
    );
  }
  await withPacked(context, artifact, async (packed) => {
    if (found === packed.digest) return;
    const user = found === 'gone' ? undefined : await userOf(options, id);
    if (found === 'foreign' || user !== undefined) throw otherContent(options, id, user);
    waiting.log.info(`${id}: ${Math.ceil(packed.bytes / 1000)} kB go to ${releases.root}/releases on ${shell.where}.`);
    await releases.upload(id, packed);
  });
}

/** Whether what the runner has is what runs under this version already. @throws Failure `artifact-refused` */
export async function compare(options: SystemdOptions, id: string): Promise<void> {
  const { releases, context, back } = options;
  if (options.artifact === undefined || back) return;
  const found = await releases.look(id);
  if (found === 'gone') return;
  await withPacked(context, options.artifact, async (packed) => {
    if (found !== packed.digest) throw otherContent(options, id, found === 'foreign' ? undefined : await userOf(options, id));
  });
}

function otherContent({ shell }: SystemdOptions, id: string, user: string | undefined): Failure {
  const why = user === undefined ? 'Slipway did not put it there' : `${user} runs from it`;
  return new Failure('artifact-refused', `A release ${id} with other content stands on ${shell.where}, and ${why}.`, {
    state: 'Nothing was changed.',
    hint: 'Another content needs another version.',
  });
}

/** Who needs the release as it is: `current`, or a colour that runs. */
async function userOf({ releases, control, units }: SystemdOptions, id: string): Promise<string | undefined> {
  const links = await releases.links();
  if (links.current === id) return 'current';
  for (const color of ['blue', 'green'] as const) {
    if (links[color] === id && (await control.show(units.map((unit) => unitName(unit, color)))).some(isUp)) return color;
  }
  return undefined;
}
