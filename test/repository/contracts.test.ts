import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Contract, commonReasons, readInputs } from '@slipway/action';
import { fillReadme, renderActionYml, renderSchema } from '@slipway/action/generate';
import { actionNames, helperNames, packageNames, root } from '../../script/lib/workspace.ts';
import { parseYaml } from '../harness/runner/action-yml.ts';
import { read, sourcesOf } from './sources.ts';

const present = actionNames.filter((name) => existsSync(join(root, 'actions', name, 'src/contract.ts')));
const contracts = new Map<string, Contract>();
for (const name of present) {
  const { contract } = (await import(`../../actions/${name}/src/contract.ts`)) as { contract: Contract };
  contracts.set(name, contract);
}

/** Reason words in `new Failure(…` of a workspace: the literals of its first argument. */
function reasonsIn(folder: string): string[] {
  return sourcesOf(folder).flatMap((file) =>
    [...read(file).matchAll(/new Failure\(\s*([^,]+),/g)].flatMap(([, first = '']) =>
      [...first.matchAll(/'([a-z][a-z-]+)'/g)].map(([, word = '']) => word),
    ),
  );
}

describe.each(present)('%s', (name) => {
  const contract = contracts.get(name) as Contract;
  const folder = `actions/${name}`;

  test('the generated files say what the contract says', () => {
    expect(read(`${folder}/action.yml`)).toBe(renderActionYml(contract, `../../dist/${name}/index.js`));
    expect(read(`${folder}/inputs.schema.json`)).toBe(renderSchema(contract));
    expect(fillReadme(read(`${folder}/README.md`), contract)).toBe(read(`${folder}/README.md`));
    if (name === 'release') expect(read('action.yml')).toBe(renderActionYml(contract, 'dist/release/index.js'));
  });

  test('every reason that it ends with is declared', () => {
    const declared = Object.keys({ ...contract.reasons, ...commonReasons });
    expect([...new Set(reasonsIn(folder))].filter((word) => !declared.includes(word))).toEqual([]);
  });

  test('defaults and examples are values that it accepts itself', () => {
    for (const [input, spec] of Object.entries(contract.inputs)) {
      const alone = { ...contract, inputs: { [input]: { ...spec, required: false, requiredIn: [] } } };
      for (const value of [spec.default, spec.example]) {
        if (value === undefined || value.includes('${{')) continue;
        const readBack = (): unknown => readInputs(alone, { [`INPUT_${input.toUpperCase()}`]: value });
        expect(readBack).not.toThrow();
      }
    }
  });

  test('a mode that an input is required in exists', () => {
    const modes = contract.inputs['mode']?.choices ?? [];
    for (const spec of Object.values(contract.inputs)) for (const mode of spec.requiredIn ?? []) expect(modes).toContain(mode);
  });

  test('what holds a secret says so', () => {
    const telling = /(^|-)(key|password|passphrase|token|secret|identity)s?$|database-url/;
    // A word that something is found by is no key to anything, and a key that verifies is public.
    const exempt = /host-key|public-key|verify-key|^key$/;
    for (const [input, spec] of Object.entries(contract.inputs)) {
      if (telling.test(input) && !exempt.test(input)) expect([input, spec.secret]).toEqual([input, true]);
    }
  });

  test('the README names its permissions and shows a step that the contract accepts', () => {
    const readme = read(`${folder}/README.md`);
    expect(/permission/i.test(readme)).toBe(true);
    const steps = [...readme.matchAll(/```ya?ml\n([\s\S]*?)```/g)].flatMap(([, text = '']) => stepsIn(parseYaml(text)));
    const own = steps.filter(
      ({ uses }) => uses === `slipway/slipway/actions/${name}@v1` || (name === 'release' && uses === 'slipway/slipway@v1'),
    );
    expect(own.length).toBeGreaterThan(0);
    for (const step of own) {
      expect(Object.keys(step.with ?? {}).filter((input) => !(input in contract.inputs))).toEqual([]);
      const given = Object.entries(step.with ?? {}).filter(([, value]) => !String(value).includes('${{'));
      const placeholders = Object.entries(step.with ?? {}).filter(([, value]) => String(value).includes('${{'));
      const env = Object.fromEntries(given.map(([input, value]) => [`INPUT_${input.toUpperCase()}`, String(value)]));
      const missing = Object.entries(contract.inputs).filter(
        ([input, spec]) => spec.required && !placeholders.some(([name]) => name === input),
      );
      expect(missing.map(([input]) => input).filter((input) => !(`INPUT_${input.toUpperCase()}` in env))).toEqual([]);
    }
  });
});

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Every step anywhere in a piece of a workflow. */
function stepsIn(value: unknown): Step[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(stepsIn);
  return 'uses' in value ? [value as Step, ...below] : below;
}

test('every reason of a package is declared by an action', () => {
  const declared = new Set([
    ...Object.keys(commonReasons),
    ...[...contracts.values()].flatMap((contract) => Object.keys(contract.reasons)),
  ]);
  const undeclared = packageNames().flatMap((name) =>
    reasonsIn(`packages/${name}`)
      .filter((word) => !declared.has(word))
      .map((word) => `${name}: ${word}`),
  );
  expect(undeclared).toEqual([]);
});

test('release is made of the other six, and may end with every reason of theirs', () => {
  expect([...(contracts.get('release')?.composes ?? [])].sort()).toEqual(
    actionNames.filter((name) => ![...helperNames, 'release'].includes(name)).sort(),
  );
});

test('an input means the same in every action', () => {
  const kinds = new Map<string, string>();
  for (const [name, contract] of contracts) {
    for (const [input, { type, secret = false }] of Object.entries(contract.inputs)) {
      const kind = `${input === 'mode' ? 'choice' : type}${secret ? ', secret' : ''}`;
      expect([name, input, kinds.get(input) ?? kind]).toEqual([name, input, kind]);
      kinds.set(input, kind);
    }
  }
});
