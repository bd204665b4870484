// Cuts openapi.json out of GitHub's published description: `node test/github/subset.ts <folder of the npm package @octokit/openapi>`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

/** What the fake answers. An operation is here only if the suite, or a workflow that calls it, uses it or is measured against it. */
const operations: Readonly<Record<string, readonly string[]>> = {
  '/repos/{owner}/{repo}/actions/artifacts': ['get'],
  '/repos/{owner}/{repo}/actions/artifacts/{artifact_id}': ['delete'],
  '/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/approvals': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments': ['get', 'post'],
  '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': ['post'],
  '/repos/{owner}/{repo}/branches': ['get'],
  '/repos/{owner}/{repo}/branches/{branch}': ['get'],
  '/repos/{owner}/{repo}/check-runs': ['post'],
  '/repos/{owner}/{repo}/code-scanning/sarifs': ['post'],
  '/repos/{owner}/{repo}/commits/{ref}/statuses': ['get'],
  '/repos/{owner}/{repo}/compare/{basehead}': ['get'],
  '/repos/{owner}/{repo}/deployments': ['get', 'post'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}': ['get'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['get', 'post'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses/{status_id}': ['get'],
  '/repos/{owner}/{repo}/environments': ['get'],
  '/repos/{owner}/{repo}/environments/{environment_name}': ['get'],
  '/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies': ['get'],
  '/repos/{owner}/{repo}/issues': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['get', 'patch'],
  '/repos/{owner}/{repo}/issues/{issue_number}': ['get', 'patch'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/statuses/{sha}': ['post'],
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Words for people, and what no validator looks at. */
const silent = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'headers',
  'links',
  'title',
  'deprecated',
]);

/** Names of properties are data: one called `description` stays. */
function strip(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .filter(([key]) => names || !(silent.has(key) || key.startsWith('x-')))
    .map(([key, item]) => [key, strip(item, !names && (key === 'properties' || key === 'schemas'))]);
  return names ? Object.fromEntries(kept) : nullable(Object.fromEntries(kept) as JsonObject);
}

/** OpenAPI 3.0 says `nullable` beside `allOf`, `$ref` and lists of words, where JSON Schema validators overlook it. */
function nullable(schema: JsonObject): Json {
  if (schema['nullable'] !== true) return schema;
  const { nullable: _, ...rest } = schema;
  if (schema['type'] === undefined) return { anyOf: [rest, { enum: [null] }] };
  const words = schema['enum'];
  return Array.isArray(words) && !words.includes(null) ? { ...schema, enum: [...words, null] } : schema;
}

const pointer = /^#\/components\/([^/]+)\/(.+)$/;

/** Every component that is reachable from these, by kind and name. */
function collect(value: Json, components: JsonObject, found: Record<string, Record<string, Json>>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, components, found);
  if (!isObject(value)) return;
  const [, kind = '', name = ''] = typeof value['$ref'] === 'string' ? (pointer.exec(value['$ref']) ?? []) : [];
  const group = components[kind];
  if (name && isObject(group) && found[kind]?.[name] === undefined) {
    const component = strip(group[name] ?? null);
    found[kind] = { ...found[kind], [name]: component };
    collect(component, components, found);
  }
  for (const item of Object.values(value)) collect(item, components, found);
}

function cut(document: JsonObject): Json {
  const all = document['paths'];
  if (!isObject(all)) throw new Error('The description has no paths.');
  const paths: Record<string, Json> = {};
  for (const [path, methods] of Object.entries(operations)) {
    const item = all[path];
    if (!isObject(item)) throw new Error(`The description has no path ${path}; the package may be another version.`);
    paths[path] = Object.fromEntries(methods.map((method) => [method, strip(item[method] ?? null)]));
  }
  const found: Record<string, Record<string, Json>> = {};
  collect(paths, document['components'] as JsonObject, found);
  const sorted = Object.fromEntries(
    Object.keys(found)
      .sort()
      .map((kind) => [kind, sortKeys(found[kind] ?? {})]),
  );
  const version = (document['info'] as JsonObject)['version'] ?? '';
  return { openapi: '3.0.3', info: { title: 'A part of GitHub REST API', version }, paths, components: sorted };
}

function sortKeys(record: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const folder = argv[2];
if (!folder) throw new Error('Say where the npm package @octokit/openapi is unpacked: node test/github/subset.ts <folder>');
const source = JSON.parse(readFileSync(join(folder, 'generated/api.github.com.json'), 'utf8')) as JsonObject;
const result = cut(source);
const target = fileURLToPath(new URL('openapi.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(result)}\n`);
stdout.write(`${target}: ${Object.keys(operations).length} paths, ${JSON.stringify(result).length} bytes\n`);
