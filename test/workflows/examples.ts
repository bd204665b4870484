// The YAML that people copy: every example block of the documentation, and the workflows in this folder.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../script/lib/workspace.ts';
import { parseYaml } from '../harness/runner/action-yml.ts';

export interface Example {
  /** `file:line` of its first line. */
  readonly place: string;
  readonly text: string;
  readonly kind: 'workflow' | 'steps' | 'slipway' | 'unknown';
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
}

/** @throws Error where a block is no YAML */
export function findExamples(): Example[] {
  const documents = globSync(['README.md', 'docs/*.md', 'actions/*/README.md'], { cwd: root }).sort();
  const workflows = globSync('test/workflows/*.yml', { cwd: root }).sort();
  return [...documents.flatMap((file) => blocksOf(file, read(file))), ...workflows.map((file) => describe(`${file}:1`, read(file)))];
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function blocksOf(file: string, markdown: string): Example[] {
  const fences = [...markdown.matchAll(/^([ \t]*)```ya?ml[ \t]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm)];
  return fences.map((fence) => {
    const [, indent = '', body = ''] = fence;
    const line = markdown.slice(0, fence.index).split('\n').length + 1;
    return describe(`${file}:${line}`, body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
  });
}

function describe(place: string, text: string): Example {
  const value = parse(place, text);
  if (Array.isArray(value)) return { place, text, kind: 'steps', steps: value as Step[] };
  const { jobs, project } = (value ?? {}) as { jobs?: Record<string, { steps?: Step[] }>; project?: unknown };
  if (jobs) return { place, text, kind: 'workflow', steps: Object.values(jobs).flatMap((job) => job.steps ?? []) };
  return { place, text, kind: project === undefined ? 'unknown' : 'slipway', steps: [] };
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
    if (/outputs\.(image|backend|frontend)$/.test(expression)) return `ghcr.io/acme/notes/backend@${digest}`;
    if (expression.startsWith('vars.') && /PORT|TRIVY|CONTEXTS/.test(expression)) return '';
    if (/REGISTRY$/.test(expression)) return 'ghcr.io/acme';
    if (/URL$/.test(expression)) return 'https://app.example.com';
    if (/RECIPIENTS?$/.test(expression)) return 'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z';
    return 'example';
  });
}
