import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure, type RunContext } from '@slipway/action';
import { homeFolder, lastLines, makeFolder, type Shell } from '@slipway/shell';
import type { Model } from './model.ts';

/** A team's compose project on one machine, as compose itself resolved it. */
export interface Project {
  readonly name: string;
  /** Folder of Slipway's own files for the project, on the shell's machine. */
  readonly state: string;
  /** Folder of the application there, where its `.env` stands and relative paths start. */
  readonly directory: string;
  readonly model: Model;
  /** Why nothing may be started from the model: values of it are missing. What runs already can be looked at, and gone back to. */
  readonly refusal?: Failure;
}

export interface ProjectInputs {
  readonly 'project-name': string | undefined;
  readonly 'compose-file': string;
  /** Folder of the application on the server; `~/apps/<project-name>` unless given. */
  readonly directory: string | undefined;
  /** Folder of Slipway's own files, where it is that of another project. */
  readonly state?: string;
  /** Text of the compose file, where the repository does not have it. */
  readonly text?: string;
}

/** The project's name: given, or that of the repository, in the characters that compose allows. */
export function projectName(inputs: Pick<ProjectInputs, 'project-name'>, context: Pick<RunContext, 'repository' | 'workspace'>): string {
  if (inputs['project-name'] !== undefined) {
    if (/^[a-z0-9][a-z0-9_-]{0,40}$/.test(inputs['project-name'])) return inputs['project-name'];
    throw new Failure(
      'bad-input',
      `project-name '${inputs['project-name']}' is not a compose project name: small letters, digits, - and _, starting with a letter or digit.`,
    );
  }
  const last = (context.repository || context.workspace).split('/').at(-1) ?? '';
  const name = last
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '')
    .slice(0, 40);
  if (name) return name;
  throw new Failure('bad-input', 'project-name is missing and no repository name is known. Example: project-name: notes');
}

/** The `name:` of a compose file, as plain `docker compose up` takes it; undefined where it has none, or one that only an environment completes. */
export function nameInFile(text: string): string | undefined {
  return /^name:[ \t]+(["']?)([a-z0-9][a-z0-9_-]*)\1[ \t]*(?:#.*)?\r?$/m.exec(text)?.[2];
}

/** Folder of Slipway's own files for a project, below the home of the shell's user. */
export async function stateFolder(shell: Shell, project: string): Promise<string> {
  return `${await homeFolder(shell)}/.slipway/${project}`;
}

/**
 * Resolves the team's compose file for the target, with the `.env` that stands there; nothing is written but empty folders.
 * @throws Failure `compose-missing`, `compose-invalid`, `secrets-missing` for an env_file
 */
export async function openProject(shell: Shell, inputs: ProjectInputs, context: RunContext): Promise<Project> {
  const text = inputs.text ?? (await readComposeFile(context, inputs['compose-file']));
  const name = projectName({ 'project-name': inputs['project-name'] ?? nameInFile(text.toString()) }, context);
  const home = await homeFolder(shell);
  const directory = inputs.directory ?? `${home}/apps/${name}`;
  const state = inputs.state ?? `${home}/.slipway/${name}`;
  await makeFolder(shell, directory, '750');
  await makeFolder(shell, state);
  const argv = ['docker', 'compose', '--project-name', name, '--project-directory', directory, '--file', '-', 'config', '--format', 'json'];
  const result = await shell.run(argv, { input: text, allowFailure: true, cwd: directory });
  if (result.code !== 0) throw refused(result.stderr, inputs['compose-file'], directory, shell.where);
  const blank = blankVariables(result.stderr);
  const refusal = blank.length > 0 ? { refusal: blankSecrets(blank, text.toString(), directory, shell.where) } : {};
  return { name, state, directory, model: JSON.parse(result.stdout) as Model, ...refusal };
}

/** Variables that compose would replace by nothing: of these it only warns. */
export function blankVariables(stderr: string): string[] {
  const names = [...stderr.matchAll(/The \\?"([^"\\]+)\\?" variable is not set/g)].map(([, name = '']) => name);
  return [...new Set(names)].sort();
}

/** A blank password is worse than none: an application may run with it. */
function blankSecrets(names: readonly string[], file: string, directory: string, where: string): Failure {
  const inFile = names.filter((name) => file.includes(`$${name}`) || file.includes(`\${${name}`));
  const inValues = names.filter((name) => !inFile.includes(name));
  const missing = inFile.length > 0 ? `${inFile.join(', ')} ${inFile.length === 1 ? 'has' : 'have'} no value` : '';
  const halved =
    inValues.length > 0 ? `a value in .env or an env_file holds $${inValues.join(', $')}, which compose takes for a variable` : '';
  return new Failure(
    'secrets-missing',
    `On ${where}, in ${directory}: ${[missing, halved].filter(Boolean).join('; ')}. Compose would use a blank.`,
    {
      state: 'Nothing was changed.',
      hint: [
        missing ? `Set them in ${directory}/.env; where a blank is meant, write \${${inFile[0]}:-} in the compose file.` : '',
        halved ? "Write that value in single quotes: PASSWORD='pa$word'." : '',
      ]
        .filter(Boolean)
        .join(' '),
    },
  );
}

function refused(stderr: string, file: string, directory: string, where: string): Failure {
  const [, missing] = /env file (\S.*?) not found/.exec(stderr) ?? [];
  if (missing) {
    return new Failure('secrets-missing', `${file} names the env_file ${missing}, which is not there on ${where}.`, {
      state: 'Nothing was changed.',
      hint: `Put it there, readable for the deploying user alone: install -m 600 your-file ${missing}. Where it may be absent, say so in the compose file: required: false.`,
    });
  }
  return new Failure('compose-invalid', `Compose cannot read ${file}: ${lastLines(stderr, 3)}`, {
    state: 'Nothing was changed.',
    hint: `Try it in ${directory} on ${where}: docker compose config. Values of variables come from the .env there.`,
  });
}

async function readComposeFile(context: RunContext, path: string): Promise<Buffer> {
  try {
    return await readFile(resolve(context.workspace, path));
  } catch (cause) {
    throw new Failure('compose-missing', `${path} cannot be read in ${context.workspace}.`, {
      state: 'Nothing was changed.',
      hint: 'Check the input compose-file, and that a step before this one checks the repository out.',
      cause,
    });
  }
}
