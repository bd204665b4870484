import { Failure } from '@slipway/action';
import { accountOf, type Shell } from '@slipway/shell';
import { type Control, lingerHint, sudoHint } from './control.ts';
import type { Releases } from './releases.ts';
import { type UnitOf, unitName } from './units.ts';

const folderScript = [
  'umask 022; mkdir -p -- "$1" 2>/dev/null; cd -- "$1" 2>/dev/null && [ -w . ] || exit 3',
  'if [ "$2" = user ] && [ "$(id -u)" != 0 ] && [ ! -e "/var/lib/systemd/linger/$(id -un)" ]; then exit 4; fi',
].join('\n');

/** Refuses a server on which a release could not stand, before anything is done. @throws Failure `runtime-setup` */
export async function preflight(shell: Shell, control: Control, releases: Releases, units: readonly UnitOf[]): Promise<void> {
  const { root } = releases;
  const { code } = await shell.run(['sh', '-c', folderScript, 'sh', root, control.scope], { allowFailure: true });
  if (code === 3) {
    throw setup(
      `${root} on ${shell.where} is not there, or not writable for the user.`,
      `As root on the server: install -d -m 755 -o ${accountOf(shell)} ${root}`,
    );
  }
  if (code === 4) throw setup(`Units of the user on ${shell.where} would end with the login, and not come up at boot.`, lingerHint(shell));
  for (const [name, id] of Object.entries(await releases.links())) {
    if (id === '!')
      throw setup(
        `${root}/${name} on ${shell.where} is no link.`,
        `Move it away: ${name} becomes a link to one of the folders in releases.`,
      );
  }
  const names = units.flatMap((unit) => [unitName(unit, 'blue'), unitName(unit, 'green')]);
  const states = await control.show(names);
  if (states.some((state) => state.stale)) await control.reload();
  for (const { id, load, file } of states) {
    const template = id.replace(/@.*/, '@.service');
    const folder = control.scope === 'user' ? '~/.config/systemd/user' : '/etc/systemd/system';
    if (load !== 'loaded')
      throw setup(`systemd on ${shell.where} cannot load ${id}: ${load}.`, `The template ${template} belongs in ${folder}.`);
    if (file === 'static')
      throw setup(
        `${id} on ${shell.where} cannot be enabled, so a reboot would not bring it up.`,
        `Add to ${template}: [Install], WantedBy=${control.scope === 'user' ? 'default' : 'multi-user'}.target`,
      );
  }
  const denied = await control.denied(names);
  if (denied) throw setup(`The user may not run 'systemctl ${denied}' on ${shell.where}.`, sudoHint);
}

function setup(what: string, hint: string): Failure {
  return new Failure('runtime-setup', what, { state: 'Nothing was changed.', hint });
}
