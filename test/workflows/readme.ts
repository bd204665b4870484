// The examples as a user reads them: a README with commands, a Slipway file, and callers.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readWorkflow, type Workflow } from '../../script/lib/workflow-tables.ts';
import { root } from '../../script/lib/workspace.ts';
import { parseYaml } from '../harness/runner/action-yml.ts';

export interface ExampleFolder {
  readonly name: string;
  readonly readme: string;
  /** Every command of the README, with its loops unrolled. */
  readonly commands: string;
  /** Files that are copied, by their paths in a repository. */
  readonly files: readonly string[];
  readonly callers: readonly Caller[];
}

/** A job that calls a workflow of the suite, or that has steps of its own. */
export interface Caller {
  /** `file: job`. */
  readonly place: string;
  readonly called: Workflow | undefined;
  readonly environments: readonly string[];
  readonly secrets: readonly string[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly config: string;
  readonly approval: string | undefined;
  /** Names of secrets that the called workflow wants to be there. */
  readonly requires: readonly string[];
}

interface Job {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string | { readonly name: string };
}

interface File {
  readonly on: {
    readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, { readonly options?: readonly string[] }>> } | null;
  };
  readonly jobs: Readonly<Record<string, Job>>;
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export function exampleFolders(): ExampleFolder[] {
  return globSync('workflows-examples/*/README.md', { cwd: root }).sort().map(readFolder);
}

function readFolder(file: string): ExampleFolder {
  const folder = dirname(file);
  const readme = read(file);
  const files = globSync(`${folder}/.github/**/*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, folder), join(entry.parentPath, entry.name)))
    .sort();
  const callers = files
    .filter((path) => path.startsWith('.github/workflows/'))
    .flatMap((path) => callersIn(path, read(join(folder, path))));
  return { name: folder.split('/').at(-1) ?? '', readme, commands: unroll(shellBlocks(readme).join('\n')), files, callers };
}

function callersIn(path: string, text: string): Caller[] {
  const { on, jobs } = parseYaml(text) as File;
  const options = (name: string): readonly string[] => on.workflow_dispatch?.inputs?.[name]?.options ?? [];
  return Object.entries(jobs).map(([id, job]) => {
    const [, name] = /^slipway\/slipway\/\.github\/workflows\/([\w-]+)\.yml@v1$/.exec(job.uses ?? '') ?? [];
    const called = name === undefined ? undefined : readWorkflow(name, read(`.github/workflows/${name}.yml`));
    const input = (key: string): unknown => job.with?.[key] ?? called?.inputs[key]?.default;
    const environment = called ? String(input('environment') ?? '') : nameOf(job.environment);
    const [, chosen] = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(environment) ?? [];
    return {
      place: `${path}: ${id}`,
      called,
      environments: chosen ? options(chosen) : [environment].filter(Boolean),
      secrets: called ? Object.keys(job.secrets ?? {}) : secretsIn(JSON.stringify(job)),
      permissions: job.permissions ?? {},
      config: String(input('config') ?? '.github/slipway.yml'),
      approval: called?.inputs['approval'] ? String(input('approval')) : undefined,
      requires: String(input('requires') ?? '')
        .split('\n')
        .filter(Boolean),
    };
  });
}

function nameOf(environment: Job['environment'] = ''): string {
  return typeof environment === 'string' ? environment : environment.name;
}

function secretsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\bsecrets\.(\w+)/g)].map(([, name = '']) => name))].filter((name) => name !== 'GITHUB_TOKEN');
}

export function shellBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);
}

/** `for x in a b; do … "$x" … done` as the commands that it runs. */
function unroll(script: string): string {
  return script.replaceAll(/\bfor (\w+) in ([^;\n]+); do\s([\s\S]*?)\bdone\b/g, (_, name: string, words: string, body: string) =>
    words
      .split(' ')
      .map((word) => body.replaceAll(new RegExp(`"\\$${name}"|\\$${name}\\b`, 'g'), word))
      .join('\n'),
  );
}

/** Headings as GitHub makes addresses of them. */
export function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** Links of a document to files of this repository that are not there, or to a heading that is not in them. */
export function brokenLinks(file: string): string[] {
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
  return links.flatMap(([whole, path = '', anchor]) => {
    const target = path === '' ? file : relative(root, join(root, dirname(file), path));
    const [found] = globSync(target, { cwd: root });
    if (found === undefined) return [whole];
    if (anchor === undefined) return [];
    return anchorsOf(read(target)).includes(anchor) ? [] : [whole];
  });
}
