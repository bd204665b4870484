import { posix } from 'node:path';
import { badInputs, type Problem } from '@slipway/action';
import type { SourceFile } from '../adapter.ts';

/** What Prisma's own files say of how it works, as far as they say it in plain words. */
export interface Project {
  /** Whether a driver in JavaScript sends the SQL, in the place of the engine that sends a file as one message. */
  readonly driver: boolean;
  /** Variable with the address that is migrated, and the file that names it. */
  readonly variable: { readonly name: string; readonly path: string } | undefined;
  /** Folder of the migrations, likewise. */
  readonly folder: { readonly name: string; readonly path: string } | undefined;
}

/** Where Prisma looks for its configuration; and its schema, which stands beside the migrations unless the configuration says otherwise. */
export function patterns(folder: string): readonly string[] {
  const configured = ['prisma7.config.*', '.config/prisma7.*', 'prisma.config.*', '.config/prisma.*', '.config/prisma.config.*'];
  return [...configured, `${folder}/../*.prisma`];
}

const address =
  /\b(directUrl|url|connectionString)\s*[:=]\s*(?:env(?:<\w+>)?\(\s*["'](\w+)["']\s*\)|process\.env(?:\.(\w+)|\[\s*["'](\w+)["']\s*\]))/g;
const ownFolder = /\bmigrations\s*:\s*\{[^{}]*?\bpath\s*:\s*(["'`])([^"'`$]+)\1/;

export function readProject(all: readonly SourceFile[]): Project {
  const files = all
    .filter(({ beside }) => beside)
    .map((file) => ({
      ...file,
      path: posix.normalize(file.path),
      text: withoutComments(file.text),
    }));
  // Of several it takes the first that it finds.
  const config = files.find(({ path }) => !path.endsWith('.prisma'));
  const schemas = files.filter(({ path }) => path.endsWith('.prisma'));
  const text = config?.text ?? '';
  const driver = /\badapter\b/.test(text) && !/\bengine\s*:\s*["'`]classic\b/.test(text);
  // An address in the configuration takes the place of the one in the schema.
  const deciding = config && (driver || /\bdatasource\b/.test(text)) ? [config] : schemas;
  const [, , name] = ownFolder.exec(text) ?? [];
  return { driver, variable: variableIn(deciding), folder: config && name !== undefined ? { name, path: config.path } : undefined };
}

/** Migrations go by the direct address where there is one. */
function variableIn(files: readonly SourceFile[]): Project['variable'] {
  const found = files.flatMap(({ path, text }) =>
    [...text.matchAll(address)].map(([, key = '', ...names]) => ({ key, path, name: names.find(Boolean) ?? '' })),
  );
  const taken = ['directUrl', 'url', 'connectionString'].map((key) => found.find((one) => one.key === key)).find(Boolean);
  return taken && { name: taken.name, path: taken.path };
}

/** The two slashes of an address are no comment. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

/** What would lead Prisma to another database or folder than was looked at. @throws Failure `bad-input` */
export function refuseElsewhere(project: Project, variable: string, folder: string): void {
  const problems: Problem[] = [];
  if (project.variable && project.variable.name !== variable) {
    const { name, path } = project.variable;
    problems.push({
      input: 'database-variable',
      message: `names ${variable}, while Prisma takes the address that it migrates from ${name} (${path}). Example: ${name}`,
    });
  }
  if (project.folder && !folder.startsWith('/')) {
    const { name, path } = project.folder;
    const read = plain(posix.join(posix.dirname(path), name));
    if (read !== plain(folder))
      problems.push({ input: 'migrations', message: `is ${folder}, while Prisma reads ${read} (${path}). Example: ${read}` });
  }
  if (problems.length > 0) throw badInputs(problems);
}

function plain(path: string): string {
  return posix.normalize(path).replace(/\/$/, '');
}
