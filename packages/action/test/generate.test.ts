import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../../../test/harness/runner/action-yml.ts';
import { fillReadme, renderActionYml, renderSchema, renderTables } from '../src/generate.ts';
import { fit } from '../src/report.ts';
import { contract } from './fixture/contract.ts';

describe('action.yml', () => {
  const text = renderActionYml(contract, '../../dist/fixture/index.js');
  const file = parseYaml(text) as {
    inputs: Record<string, { required: boolean; default?: string; description: string }>;
    outputs: Record<string, object>;
  };

  test('says what the contract says', () => {
    expect(file).toMatchObject({
      name: 'Fixture',
      description: "An action for tests: it's small.",
      runs: { using: 'node24', main: '../../dist/fixture/index.js' },
    });
    expect(Object.keys(file.inputs)).toEqual(Object.keys(contract.inputs));
    expect(Object.keys(file.outputs)).toEqual(['digest', 'note', 'outcome', 'reason']);
    expect(file.inputs['task']).toEqual({ description: 'What the fixture does.', required: true });
    expect(file.inputs['port']).toEqual({ description: 'A port.', required: false, default: '22' });
  });

  test('keeps awkward text as it is', () => {
    const awkward = "it's: # not {a} comment\n- and 'two' lines ${{ x }}";
    const changed = { ...contract, inputs: { a: { ...contract.inputs.host, default: awkward, description: awkward } } };
    const { inputs } = parseYaml(renderActionYml(changed, 'x')) as typeof file;
    expect(inputs['a']).toMatchObject({ default: awkward, description: awkward });
  });
});

describe('the README', () => {
  test('gets its tables between the marks, again and again', () => {
    const readme = '# A\n<!-- contract -->\nold $& text\n<!-- /contract -->\nrest\n';
    const filled = fillReadme(readme, contract);
    expect(filled).toContain('| `port` | `22` | A port. |');
    expect(filled).toContain('| `task` | required | What the fixture does. Example: `succeed` |');
    expect(filled).toContain('| `to` | required with mode undo | Where to go back to. Example: `v1` |');
    expect(filled).toContain('| `mode` | `apply` | What to do. One of `apply`, `undo`. |');
    expect(filled).toContain('| `out-of-luck` | It did not work. |');
    expect(filled).not.toContain('old');
    expect(fillReadme(filled, contract)).toBe(filled);
  });

  test('every row of a table has as many cells as its head', () => {
    for (const part of renderTables(contract).split('###')) {
      const widths = part
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => line.replaceAll(/\\./g, '').split('|').length);
      expect(new Set(widths).size).toBeLessThanOrEqual(1);
    }
  });

  test('without marks it is an error', () => {
    expect(() => fillReadme('# A', contract)).toThrow('README of fixture has no <!-- contract --> marks');
  });
});

test('the schema knows every input and allows no other', () => {
  const schema = JSON.parse(renderSchema(contract)) as Record<string, unknown> & { properties: Record<string, object> };
  expect(schema).toMatchObject({ additionalProperties: false, required: ['task'] });
  expect(Object.keys(schema.properties)).toEqual(Object.keys(contract.inputs));
  expect(schema.properties['mode']).toMatchObject({ enum: ['apply', 'undo'], default: 'apply' });
});

describe('fit', () => {
  test.each([10, 11, 12, 100])('keeps whole lines and whole characters below %d bytes', (limit) => {
    const cut = fit('äöü\näöü\näöü\n'.repeat(20), limit);
    expect(cut).toMatch(/^(äöü\n?)*\n\nThe summary was cut here/);
    expect(Buffer.byteLength(cut.split('\n\nThe')[0] ?? '')).toBeLessThanOrEqual(limit);
  });

  test('leaves alone what fits', () => {
    expect(fit('äöü', 6)).toBe('äöü');
  });
});
