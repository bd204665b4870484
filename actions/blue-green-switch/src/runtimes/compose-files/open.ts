import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { badInputs, Failure } from '@slipway/action';
import { type Color, colorProject, openProject, type Project, projectName, requireEngine, stateFolder } from '@slipway/docker';
import { homeFolder, readText } from '@slipway/shell';
import { parseImages } from '../../images.ts';
import type { Application, ApplicationContext } from '../../open.ts';
import { collisionsOf, crossings, exposures, strangersOf } from './collisions.ts';
import { composeFilesRuntime } from './compose-files.ts';
import { type Models, parsePublicPorts, resolvePorts } from './ports.ts';

/** A team's two compose files, as compose on the target resolves each of them. */
export async function open(context: ApplicationContext): Promise<Application> {
  const { shell, host, inputs } = context;
  const wanted = parsePublicPorts(inputs.ports);
  await requireEngine(shell);
  const name = projectName(inputs, host.context);
  const state = await stateFolder(shell, name);
  const place = { name, state, directory: inputs.directory ?? `${await homeFolder(shell)}/apps/${name}` };
  const projects = { blue: await colorFile(context, place, 'blue'), green: await colorFile(context, place, 'green') };
  const models: Models = { blue: projects.blue.model, green: projects.green.model };
  const ports = resolvePorts(models, wanted);
  const { 'registry-username': username, 'registry-password': password } = inputs;
  const login = username && password ? { username, password } : undefined;
  return {
    name,
    state,
    images(lines) {
      const images = parseImages(lines, models.blue);
      const missing = Object.keys(images).filter((service) => !(service in models.green.services));
      if (missing.length > 0)
        throw badInputs(
          missing.map((service) => ({ input: 'images', message: `${service} stands in the blue file only, and both must have it` })),
        );
      return images;
    },
    refuse(released) {
      const why = [...collisionsOf(models), ...strangersOf(models, released)];
      if (why.length > 0)
        throw new Failure('colors-collide', `The files of blue and green cannot stand side by side: ${why.join('; ')}.`, {
          state: 'Nothing was changed.',
        });
      for (const warning of [...crossings(models, released), ...exposures(models)]) host.log.warn(warning);
    },
    ensure: async () => {},
    async runtime(guarded, released) {
      const served = released.length === 0 ? ports : ports.filter(({ service }) => released.includes(service));
      return composeFilesRuntime({ shell: guarded, name, projects, ports: served, login, waiting: host });
    },
  };
}

interface Place {
  readonly name: string;
  readonly state: string;
  readonly directory: string;
}

/** The file of the repository; where it has none, the one that stands on the server. */
async function colorFile({ shell, host, inputs }: ApplicationContext, { name, state, directory }: Place, color: Color): Promise<Project> {
  const input = `${color}-file` as const;
  const file = inputs[input];
  const there = file.startsWith('/') ? file : `${directory}/${file}`;
  const text = existsSync(resolve(host.context.workspace, file)) ? undefined : await readText(shell, there);
  if (text === undefined && !existsSync(resolve(host.context.workspace, file))) {
    throw new Failure('compose-missing', `${file} is neither in ${host.context.workspace} nor in ${directory} on ${shell.where}.`, {
      state: 'Nothing was changed.',
      hint: `Check the input ${input}, and that a step before this one checks the repository out.`,
    });
  }
  const project = {
    'project-name': colorProject(name, color),
    'compose-file': file,
    directory,
    state,
    ...(text === undefined ? {} : { text }),
  };
  return openProject(shell, project, host.context);
}
