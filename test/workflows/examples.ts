// What people copy: every block of YAML or shell in the documentation, the folders of workflows-examples, and the workflows in this folder.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../script/lib/workspace.ts';
import { parseYaml } from '../harness/runner/action-yml.ts';

export interface Example {
  /** `file:line` of its first line. */
  readonly place: string;
  readonly text: string;
  /** `jobs` and `job` are parts: jobs without the event that starts them, and settings of one job. */
  readonly kind: 'compose' | 'workflow' | 'jobs' | 'job' | 'steps' | 'slipway' | 'checks' | 'unknown';
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
}

const documents = ['README.md', 'docs/**/*.md', 'actions/*/README.md', 'actions/*/docs/**/*.md', 'workflows-examples/**/*.md'];
const files = ['test/workflows/*.yml', 'workflows-examples/*/.github/*.yml', 'workflows-examples/*/.github/workflows/*.yml'];

/** @throws Error where a block is no YAML */
export function findExamples(): Example[] {
  const blocks = find(documents).flatMap((file) => blocksOf(file, read(file)));
  return [...blocks, ...find(files).map((file) => describe(`${file}:1`, read(file)))];
}

/** Every block of shell in the documentation. */
export function findCommands(): { readonly place: string; readonly text: string }[] {
  return find(documents).flatMap((file) => fencesOf(file, read(file), /^(ba)?sh$/));
}

function find(patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root }).sort();
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function blocksOf(file: string, markdown: string): Example[] {
  return fencesOf(file, markdown, /^ya?ml$/).map(({ place, text }) => describe(place, text));
}

/** Fenced blocks of a language, without the indentation that a list gives them. */
function fencesOf(file: string, markdown: string, language: RegExp): { readonly place: string; readonly text: string }[] {
  const fences = [...markdown.matchAll(/^([ \t]*)```(\w*)[ \t]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm)];
  return fences
    .filter(([, , name = '']) => language.test(name))
    .map((fence) => {
      const [, indent = '', , body = ''] = fence;
      const line = markdown.slice(0, fence.index).split('\n').length + 1;
      return { place: `${file}:${line}`, text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
    });
}

function describe(place: string, text: string): Example {
  const value = parse(place, text);
  if (Array.isArray(value)) return { place, text, kind: 'steps', steps: value as Step[] };
  const content = (value ?? {}) as {
    on?: unknown;
    jobs?: Record<string, { steps?: Step[] }>;
    project?: unknown;
    endpoints?: unknown;
    services?: unknown;
  };
  if (content.jobs) {
    const steps = Object.values(content.jobs).flatMap((job) => job.steps ?? []);
    return { place, text, kind: content.on === undefined ? 'jobs' : 'workflow', steps };
  }
  if (content.project !== undefined) return { place, text, kind: 'slipway', steps: [] };
  if (content.endpoints !== undefined) return { place, text, kind: 'checks', steps: [] };
  if (content.services !== undefined) return { place, text, kind: 'compose', steps: [] };
  const ofOneJob = Object.keys(content).every((key) => ['permissions', 'concurrency', 'environment', 'cache-mode'].includes(key));
  return { place, text, kind: ofOneJob ? 'job' : 'unknown', steps: [] };
}

/** An example as a whole workflow, for programs that take nothing less; undefined for what is no part of one. */
export function asWorkflow({ kind, text }: Example): string | undefined {
  const head = 'name: example\non: workflow_dispatch\npermissions: {}\n';
  const indented = (spaces: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));
  const job = `${head}jobs:\n  example:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n`;
  if (kind === 'workflow') return text;
  if (kind === 'jobs') return `${head}${text}`;
  if (kind === 'job') return `${job}${indented(4)}    steps:\n      - run: echo\n`;
  return kind === 'steps' ? `${job}    steps:\n${indented(6)}` : undefined;
}

function parse(place: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    throw new Error(`the example at ${place} is no YAML`, { cause });
  }
}

/** The action of the suite that a step uses; undefined for others' actions and commands. */
export function actionOf(step: Step): string | undefined {
  const [, path] = /^slipway\/slipway(?:\/([^@]+))?@v1$/.exec(step.uses ?? '') ?? [undefined, undefined];
  if (!step.uses?.startsWith('slipway/')) return undefined;
  return step.uses === 'slipway/slipway@v1' ? 'release' : (path?.replace(/^actions\//, '') ?? step.uses);
}

const digest = `sha256:${'0f3c'.repeat(16)}`;

/** A `with:` as the action would get it: expressions have values that such an expression could have. */
export function evaluate(value: unknown): string {
  return String(value).replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    if (/digest$/.test(expression)) return digest;
    if (/outputs\.verified$/.test(expression)) return 'true';
    if (/outputs\.(image|backend|frontend)$/.test(expression)) return `ghcr.io/acme/notes/backend@${digest}`;
    if (expression.startsWith('vars.') && /PORT|TRIVY|CONTEXTS/.test(expression)) return '';
    if (/REGISTRY$/.test(expression)) return 'ghcr.io/acme';
    // A choice between two words.
    const [, word] = /'(\w+)'$/.exec(expression) ?? [];
    if (word) return word;
    if (/REDIS_URL$/.test(expression)) return 'rediss://default:password@cache.example.com:6379';
    if (/URL$/.test(expression)) return 'https://app.example.com';
    if (/RECIPIENTS?$/.test(expression)) return 'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z';
    return 'example';
  });
}
