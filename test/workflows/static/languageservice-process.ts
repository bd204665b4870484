// Reads a request on standard input and writes diagnostics on standard output. Started by languageservice.ts.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../../script/lib/workspace.ts';
import { parseYaml } from '../../harness/runner/action-yml.ts';
import { removeKeys } from './edit.ts';
import type { Diagnostic, Document, Request } from './languageservice.ts';
import { pinned } from './pinned.ts';
import { suitePath } from './workflow.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith('.json') ? next(specifier, { ...context, importAttributes: { type: 'json' } }) : next(specifier, context),
  load: (url, context, next) => next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { validate } = await import('@actions/languageservice/validate');
const { TextDocument } = await import('vscode-languageserver-textdocument');
type Config = NonNullable<Parameters<typeof validate>[1]>;

const { documents, files } = JSON.parse(await text(process.stdin)) as Request;

function read(path: string): string {
  return files[path] ?? readFileSync(join(root, path), 'utf8');
}

/** The one key that GitHub has and the language service (0.3.61) has not. Anything but a known value in one of its two places stays, and is found. */
function withoutCacheMode(workflow: string): string {
  return removeKeys(workflow, ['cache-mode', 'jobs.*.cache-mode'], /^cache-mode: (read|write|write-only|none)(?=\s|$)/);
}

const config: Config = {
  fileProvider: {
    // `./` and `$/` arrive without a repository, and mean the suite; of others' repositories nothing is here.
    getFileContent: async (reference) => {
      if ('repository' in reference && !isSuite(reference.owner, reference.repository, reference.version))
        throw new Error(`${reference.owner}/${reference.repository}@${reference.version} is not in this work tree`);
      return { name: reference.path, content: withoutCacheMode(read(reference.path)) };
    },
  },
  actionsMetadataProvider: {
    fetchActionMetadata: async ({ owner, name, ref, path = '.' }) => {
      if (isSuite(owner, name, ref)) return parseYaml(read(join(path, 'action.yml'))) as Metadata;
      const known = pinned[`${[owner, name, ...(path === '.' ? [] : [path])].join('/')}@${ref}`];
      return known && { name, description: '', inputs: described(known.inputs), outputs: described(known.outputs) };
    },
  },
};
type Metadata = NonNullable<Awaited<ReturnType<NonNullable<Config['actionsMetadataProvider']>['fetchActionMetadata']>>>;

function isSuite(owner: string, name: string, ref: string): boolean {
  return suitePath(`${owner}/${name}@${ref}`) === '';
}

function described(names: Readonly<Record<string, { readonly required?: boolean }>>): NonNullable<Metadata['inputs']> {
  return Object.fromEntries(Object.entries(names).map(([name, { required = false }]) => [name, { description: name, required }]));
}

async function diagnose({ path, text: content }: Document): Promise<Diagnostic[]> {
  const found = await validate(TextDocument.create(`file:///${path}`, 'yaml', 1, withoutCacheMode(content)), config);
  return found.map(({ message, range }) => ({ path, line: range.start.line + 1, message: String(message) }));
}

const diagnostics: Diagnostic[] = [];
for (const document of documents) diagnostics.push(...(await diagnose(document)));
process.stdout.write(JSON.stringify(diagnostics));
