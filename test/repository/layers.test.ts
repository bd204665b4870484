import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { actionNames, dependencies, packageNames, root } from '../../script/lib/workspace.ts';
import { importsOf, read, sourcesOf } from './sources.ts';

const packages = packageNames();
const actions = actionNames.filter((name) => existsSync(join(root, 'actions', name, 'package.json')));
/** Only these are made of other actions. */
const composers = ['release', 'run-migrations'];
const scope = /^@slipway\/([^/]+)(\/.*)?$/;

/** Workspaces that a workspace's sources import, with the part behind the name. */
function workspacesOf(folder: string): { name: string; inside: string | undefined; file: string }[] {
  return sourcesOf(folder).flatMap((file) =>
    importsOf(file).flatMap(({ specifier }) => {
      const [, name, inside] = scope.exec(specifier) ?? [];
      return name ? [{ name, inside, file }] : [];
    }),
  );
}

describe('the layers', () => {
  test('every action of the suite exists', () => {
    expect(actions).toEqual([...actionNames]);
  });

  test('packages import packages only, and in no circle', () => {
    const below = new Map(packages.map((name) => [name, new Set(workspacesOf(`packages/${name}`).map((found) => found.name))]));
    for (const [name, used] of below)
      for (const other of used) expect([name, packages.includes(other) ? other : `${other} is no package`]).toEqual([name, other]);
    const circles: string[] = [];
    const visit = (name: string, path: readonly string[]): void => {
      if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name].join(' → '));
      else for (const next of below.get(name) ?? []) visit(next, [...path, name]);
    };
    for (const name of packages) visit(name, []);
    expect(circles).toEqual([]);
  });

  test('only release and run-migrations import actions, and only what these show', () => {
    for (const name of actions) {
      for (const found of workspacesOf(`actions/${name}`).filter(({ name: other }) => actionNames.some((action) => action === other))) {
        expect([found.file, composers.includes(name), found.inside]).toEqual([found.file, true, undefined]);
      }
    }
  });

  test('nobody reaches into another room by a path, and packages show only what they export', () => {
    for (const folder of [...packages.map((name) => `packages/${name}`), ...actions.map((name) => `actions/${name}`)]) {
      for (const file of sourcesOf(folder)) {
        for (const { specifier } of importsOf(file)) {
          if (specifier.startsWith('.')) expect(join(file, '..', specifier)).toMatch(new RegExp(`^${folder}/src/`));
          else if (scope.test(specifier)) expect(exportsOf(specifier)).toContain(specifier.replace(/^@slipway\/[^/]+/, '.'));
        }
      }
    }
  });

  test('package.json names what the sources import, and tsconfig.json what the compiler needs', () => {
    for (const folder of [...packages.map((name) => `packages/${name}`), ...actions.map((name) => `actions/${name}`)]) {
      const used = [...new Set(workspacesOf(folder).map(({ name }) => name))].sort();
      expect([folder, used.filter((name) => !dependencies(folder).includes(name))]).toEqual([folder, []]);
      const config = JSON.parse(read(`${folder}/tsconfig.json`)) as { references?: { path: string }[] };
      const references = (config.references ?? []).map(({ path }) => path.split('/').at(-1) ?? '');
      expect([folder, used.filter((name) => !references.includes(name))]).toEqual([folder, []]);
    }
    const project = JSON.parse(read('tsconfig.json')) as { references: { path: string }[] };
    const listed = project.references.map(({ path }) => path);
    expect(listed.sort()).toEqual([...packages.map((name) => `packages/${name}`), ...actions.map((name) => `actions/${name}`)].sort());
  });
});

describe.each(actions)('%s', (name) => {
  const folder = `actions/${name}`;

  test('main.ts only wires, and loads nothing else before the inputs are good', () => {
    const file = `${folder}/src/main.ts`;
    expect(read(file).split('\n').length).toBeLessThanOrEqual(80);
    const foreign = new Set<string>();
    const reached = new Set<string>();
    const follow = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const { specifier, lazy, typeOnly } of importsOf(path)) {
        if (lazy || typeOnly) continue;
        if (specifier.startsWith('.')) follow(join(path, '..', specifier));
        else foreign.add(specifier);
      }
    };
    follow(file);
    expect([...foreign]).toEqual(['@slipway/action']);
    const direct = importsOf(file).flatMap(({ specifier, lazy }) => (lazy ? [] : [specifier]));
    expect(direct.filter((specifier) => !['@slipway/action', './contract.ts', './check.ts'].includes(specifier))).toEqual([]);
  });

  test('index.ts shows run, contract, and what a composing action uses', () => {
    const text = read(`${folder}/src/index.ts`).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const names = [...text.matchAll(/export\s*\{([^}]*)\}/g)].flatMap(([, list = '']) => list.split(',').map((word) => word.trim()));
    const values = names.filter((word) => word !== '' && !word.startsWith('type '));
    expect(values).toEqual(expect.arrayContaining(['contract', 'run']));
    expect(text).not.toMatch(/export \*|export (const|function|class|async)/);
    const users = composers
      .flatMap((composer) => sourcesOf(`actions/${composer}`))
      .filter((file) => read(file).includes(`'@slipway/${name}'`));
    const unused = values.filter(
      (word) => !['contract', 'run'].includes(word) && !users.some((file) => new RegExp(`\\b${word}\\b`).test(read(file))),
    );
    expect(unused).toEqual([]);
  });
});

test('sources are small, say nothing behind the back of the log, and switch no rule off', () => {
  const files = globSync('{packages,actions}/*/{src,test}/**/*.ts', { cwd: root }).concat(
    globSync('{script,test}/**/*.ts', { cwd: root, exclude: ['**/node_modules/**'] }),
  );
  expect(files.length).toBeGreaterThan(50);
  const inProduct = (file: string): boolean => /^(packages|actions)\/[^/]+\/src\//.test(file);
  const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
  // A contract is data: one list that nobody reads from end to end.
  const rooms = files.filter((file) => inProduct(file) && !file.endsWith('/src/contract.ts'));
  expect(rooms.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 201)).toEqual([]);
  const forbidden: [string, RegExp, (file: string) => boolean][] = [
    ['console', /\bconsole\.(log|error|warn|info|debug)\(/, inProduct],
    [
      'a disabled rule',
      /biome-ignore|@ts-ignore|@ts-expect-error|@ts-nocheck|eslint-disable/,
      (file) => file !== 'test/repository/layers.test.ts',
    ],
    ['a branch for a test runner', /process\.env\[?\.?['"]?(ACT|JEST_WORKER_ID|NODE_ENV)\b/, inProduct],
    ['a skipped test', /\b(test|describe|it)\.(skip|only|todo)\b|\bx(test|describe|it)\(/, (file) => file.endsWith('.test.ts')],
  ];
  for (const [what, pattern, applies] of forbidden) {
    expect([what, files.filter((file) => applies(file) && pattern.test(readFileSync(join(root, file), 'utf8')))]).toEqual([what, []]);
  }
});

/** What the package of a specifier shows: `.`, and what it names besides. */
function exportsOf(specifier: string): string[] {
  const [, name = ''] = specifier.split('/');
  const manifest = packages.includes(name) ? `packages/${name}/package.json` : `actions/${name}/package.json`;
  return Object.keys((JSON.parse(read(manifest)) as { exports: Record<string, unknown> }).exports);
}
