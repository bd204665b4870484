// A small suite and two teams that call it, which keep every rule: the ground into which the tests plant what must be found.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../script/lib/workspace.ts';
import { readWorkflow, type Workflow } from './workflow.ts';

const names = ['build', 'deploy', 'rollback', 'promote', 'caller', 'steps'] as const;
export type Name = (typeof names)[number];

export const texts = Object.fromEntries(
  names.map((name) => [name, readFileSync(join(root, 'test/workflows/static/fixtures', `${name}.yml`), 'utf8')]),
) as Readonly<Record<Name, string>>;

/** What breaks a rule: a text of a fixture, what is put in its place, and what must be found then. */
export type Plant = readonly [rule: string, name: Name, from: string | RegExp, to: string, finding: string];

export function pathOf(name: Name): string {
  return name === 'caller' || name === 'steps' ? `workflows-examples/s/.github/workflows/${name}.yml` : `.github/workflows/${name}.yml`;
}

/** All of them, one with a text of it replaced. @throws Error where there is no such text: a plant that never stood in the ground proves nothing */
export function planted(name: Name, from: string | RegExp, to: string): Workflow[] {
  const text = texts[name].replace(from, () => to);
  if (text === texts[name]) throw new Error(`${name} has no ${String(from)}`);
  return Object.entries({ ...texts, [name]: text }).map(([each, content]) => readWorkflow(pathOf(each as Name), content));
}

export function clean(): Workflow[] {
  return Object.entries(texts).map(([name, text]) => readWorkflow(pathOf(name as Name), text));
}
