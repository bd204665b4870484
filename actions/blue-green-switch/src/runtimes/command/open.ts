import { badInputs } from '@slipway/action';
import { projectName, stateFolder } from '@slipway/docker';
import { homeFolder } from '@slipway/shell';
import type { Application, ApplicationContext } from '../../open.ts';
import { parseColorPorts } from '../systemd/ports.ts';
import { commandRuntime } from './command.ts';
import { commandImages } from './images.ts';
import { openProgram } from './program.ts';

/** An application that only the team's own program knows how to run. */
export async function open({ shell, host, inputs }: ApplicationContext): Promise<Application> {
  const { 'runtime-command': command, directory } = inputs;
  if (command === undefined)
    throw badInputs([{ input: 'runtime-command', message: 'is missing with runtime command. Example: /opt/notes/bin/colour' }]);
  const ports = parseColorPorts(inputs.ports);
  const name = projectName(inputs, host.context);
  const folder = directory ?? `${await homeFolder(shell)}/apps/${name}`;
  const path = command.startsWith('/') ? command : `${folder}/${command}`;
  const services = [...new Set(ports.map(({ service }) => service))];
  return {
    name,
    state: await stateFolder(shell, name),
    images: (lines) => commandImages(lines, services, inputs.version ?? (host.context.sha || undefined)),
    refuse: () => {},
    ensure: async () => {},
    async runtime(guarded) {
      return commandRuntime({ program: openProgram(guarded, path, name, directory), ports, waiting: host });
    },
  };
}
