import { badInputs } from '@slipway/action';
import { projectName, stateFolder } from '@slipway/docker';
import { homeFolder } from '@slipway/shell';
import type { Application, ApplicationContext } from '../../open.ts';
import { control } from './control.ts';
import { releaseImages } from './images.ts';
import { parseColorPorts } from './ports.ts';
import { preflight } from './preflight.ts';
import { releasesIn } from './releases.ts';
import { systemdRuntime } from './systemd.ts';
import { parseUnits } from './units.ts';

const steadyFor = 2000;

/** Releases in folders of one machine, run by template units. */
export async function open({ shell, host, inputs }: ApplicationContext): Promise<Application> {
  const units = parseUnits(inputs.units);
  const services = units.map(({ service }) => service);
  const ports = parseColorPorts(inputs.ports);
  const unknown = ports.filter(({ service }) => !services.includes(service));
  if (unknown.length > 0)
    throw badInputs(
      unknown.map(({ service }) => ({ input: 'ports', message: `units has no service ${service}; those are ${services.join(', ')}` })),
    );
  const name = projectName(inputs, host.context);
  const root = inputs.directory ?? `${await homeFolder(shell)}/apps/${name}`;
  if (!root.startsWith('/')) throw badInputs([{ input: 'directory', message: `'${root}' does not start with /. Example: /opt/notes` }]);
  const uid = (await shell.run(['id', '-u'])).stdout.trim();
  return {
    name,
    state: await stateFolder(shell, name),
    images: (lines) => releaseImages(lines, services, inputs.version ?? (host.context.sha || undefined)),
    refuse: () => {},
    ensure: async () => {},
    async runtime(guarded, released) {
      const releases = releasesIn(guarded, root);
      const systemd = control(guarded, inputs['systemd-scope'], uid);
      if (released.length > 0) await preflight(guarded, systemd, releases, units);
      const place = { shell: guarded, control: systemd, releases, units, ports };
      const bringing = { context: host.context, artifact: inputs.artifact, back: inputs.mode === 'rollback' };
      return systemdRuntime({ ...place, ...bringing, waiting: { ...host, steadyFor } });
    },
  };
}
