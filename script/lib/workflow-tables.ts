// The tables of docs/workflows.md, made from the callable workflows themselves: node script/lib/workflow-tables.ts
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseYaml } from '../../test/harness/runner/action-yml.ts';
import { root } from './workspace.ts';

export interface Workflow {
  /** Name of the file without `.yml`. */
  readonly name: string;
  readonly summary: string;
  readonly inputs: Readonly<Record<string, Declared>>;
  readonly secrets: Readonly<Record<string, Declared>>;
  readonly outputs: Readonly<Record<string, Declared>>;
  /** What a caller must grant, with the reasons that stand beside it. */
  readonly permissions: readonly Permission[];
}

interface Declared {
  readonly description?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
}

export interface Permission {
  readonly scope: string;
  readonly level: string;
  readonly reasons: readonly string[];
}

interface Called {
  readonly inputs?: Readonly<Record<string, Declared>>;
  readonly secrets?: Readonly<Record<string, Declared>>;
  readonly outputs?: Readonly<Record<string, Declared>>;
}

/** In the order in which a release meets them. */
const order = ['test', 'plan', 'build', 'deploy', 'promote', 'rollback', 'backup', 'restore-drill'];
const marks = /<!-- workflows -->[\s\S]*<!-- \/workflows -->/;
export const guide = join(root, 'docs/workflows.md');

/** Every workflow that can be called. @throws Error where one is not in the order of the guide */
export function callableWorkflows(): Workflow[] {
  const found = globSync('.github/workflows/*.yml', { cwd: root })
    .map((file) => readWorkflow(basename(file, '.yml'), readFileSync(join(root, file), 'utf8')))
    .filter((workflow) => workflow !== undefined);
  const place = ({ name }: Workflow): number => {
    const at = order.indexOf(name);
    if (at === -1) throw new Error(`${name} can be called, and script/lib/workflow-tables.ts does not know its place in the guide`);
    return at;
  };
  return found.toSorted((one, other) => place(one) - place(other));
}

/** Undefined for a workflow that cannot be called. */
export function readWorkflow(name: string, text: string): Workflow | undefined {
  const { on } = parseYaml(text) as { on: { workflow_call?: Called | null } };
  if (on === null || typeof on !== 'object' || !('workflow_call' in on)) return undefined;
  const { inputs = {}, secrets = {}, outputs = {} } = on.workflow_call ?? {};
  return { name, summary: leadingComment(text), inputs, secrets, outputs, permissions: permissionsIn(text) };
}

function leadingComment(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end)
    .map((line) => line.slice(1).trim())
    .join(' ');
}

/** The highest level of every scope over all jobs: from the text, because the reasons are comments. */
function permissionsIn(text: string): Permission[] {
  const scopes = new Map<string, { level: string; reasons: Set<string> }>();
  for (const [, scope = '', level = '', reason = ''] of text.matchAll(/^ {6}([a-z-]+): (read|write)(?: # (.*))?$/gm)) {
    const known = scopes.get(scope) ?? { level, reasons: new Set<string>() };
    if (level === 'write') known.level = level;
    if (reason !== '') known.reasons.add(reason);
    scopes.set(scope, known);
  }
  return [...scopes].map(([scope, { level, reasons }]) => ({ scope, level, reasons: [...reasons] }));
}

export function renderWorkflows(workflows: readonly Workflow[]): string {
  const overview = table(
    ['workflow', 'what it does'],
    workflows.map(({ name, summary }) => [`[${name}](#${name})`, summary]),
  );
  return [overview, ...workflows.map(renderWorkflow)].join('\n\n');
}

function renderWorkflow({ name, inputs, secrets, outputs, permissions }: Workflow): string {
  const rows = (declared: Readonly<Record<string, Declared>>): string[][] =>
    Object.entries(declared).map(([key, { description = '' }]) => [`\`${key}\``, description]);
  return [
    `### ${name}`,
    `\`uses: slipway/slipway/.github/workflows/${name}.yml@v1\``,
    'A caller grants:',
    table(
      ['permission', 'level', 'why'],
      permissions.map(({ scope, level, reasons }) => [`\`${scope}\``, level, reasons.join('; ')]),
    ),
    ...section(
      ['input', 'type', 'default', 'description'],
      Object.entries(inputs).map(([key, input]) => [`\`${key}\``, input.type ?? '', written(input), input.description ?? '']),
    ),
    ...section(['secret', 'description'], rows(secrets)),
    ...section(['output', 'description'], rows(outputs)),
  ].join('\n\n');
}

function section(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [table(head, rows)];
}

function written({ required, default: value }: Declared): string {
  if (required) return 'required';
  if (value === undefined || value === '') return '';
  return String(value)
    .trim()
    .split('\n')
    .map((line) => `\`${line}\``)
    .join(' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @throws Error where the guide has no marks */
export function fillGuide(text: string, workflows: readonly Workflow[]): string {
  if (!marks.test(text)) throw new Error('docs/workflows.md has no <!-- workflows --> marks');
  return text.replace(marks, () => `<!-- workflows -->\n${renderWorkflows(workflows)}\n<!-- /workflows -->`);
}

if (import.meta.main) writeFileSync(guide, fillGuide(readFileSync(guide, 'utf8'), callableWorkflows()));
