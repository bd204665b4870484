import { type Contract, commonOutputs, commonReasons, type InputSpec } from './contract.ts';
import { code } from './markdown.ts';

/** Everything that is written down twice is generated from the contract once: action.yml, README tables, JSON Schema. */

const header = '# Generated from src/contract.ts by script/build; edit that file.';

/** The action.yml of a contract. `main` is the bundle's path seen from the folder of the action.yml. */
export function renderActionYml(contract: Contract, main: string): string {
  const lines = [
    header,
    `name: ${quote(contract.title)}`,
    `description: ${quote(contract.description)}`,
    'author: Slipway',
    'branding:',
    `  icon: ${contract.icon}`,
    '  color: blue',
    'inputs:',
  ];
  for (const [name, spec] of Object.entries(contract.inputs)) {
    lines.push(`  ${name}:`, `    description: ${quote(spec.description)}`, `    required: ${spec.required === true}`);
    if (spec.default !== undefined) lines.push(`    default: ${quote(spec.default)}`);
  }
  lines.push('outputs:');
  for (const [name, spec] of Object.entries({ ...contract.outputs, ...commonOutputs })) {
    lines.push(`  ${name}:`, `    description: ${quote(spec.description)}`);
  }
  return `${[...lines, 'runs:', '  using: node24', `  main: ${main}`].join('\n')}\n`;
}

/** As Biome writes it, so that formatting changes nothing: double quotes, unless the text has more of them than of the others. */
function quote(text: string): string {
  const count = (mark: string): number => text.split(mark).length;
  return text.includes('\n') || text.includes('\\') || count('"') <= count("'") ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

/** The tables of a README, between its `<!-- contract -->` marks. */
export function renderTables(contract: Contract): string {
  const inputs = Object.entries(contract.inputs).map(([name, spec]) => row([code(name), defaultOf(spec), describe(spec)]));
  const outputs = Object.entries({ ...contract.outputs, ...commonOutputs }).map(([name, spec]) => row([code(name), spec.description]));
  const outcomes = Object.entries({ ...contract.outcomes, failed: 'What was asked for is not true; `reason` says why.' });
  const reasons = Object.entries({ ...contract.reasons, ...commonReasons });
  return [
    '### Inputs\n',
    heading(['input', 'default', 'description']),
    ...inputs,
    '\n### Outputs\n',
    heading(['output', 'description']),
    ...outputs,
    '\n### Outcomes\n',
    heading(['outcome', 'meaning']),
    ...outcomes.map(([name, text]) => row([code(name), text])),
    '\n### Failure reasons\n',
    heading(['reason', 'meaning']),
    ...reasons.map(([name, text]) => row([code(name), text])),
    ...(contract.composes ? [`\nAnd every reason of ${contract.composes.map(code).join(', ')}.`] : []),
  ].join('\n');
}

function heading(cells: readonly string[]): string {
  return `${row(cells)}\n${row(cells.map(() => '---'))}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function defaultOf(spec: InputSpec): string {
  if (spec.default !== undefined) return code(spec.default);
  if (spec.required) return 'required';
  return spec.requiredIn ? `required with mode ${spec.requiredIn.join(', ')}` : '';
}

function describe(spec: InputSpec): string {
  const choices = spec.choices ? ` One of ${spec.choices.map(code).join(', ')}.` : '';
  const secret = spec.secret ? ' Secret.' : '';
  const lines = spec.type === 'lines' ? ' One per line.' : '';
  const sample = spec.type === 'lines' ? (spec.example.split('\n')[0] ?? '') : spec.example;
  return `${spec.description}${choices}${lines}${secret}${spec.default === undefined ? ` Example: ${code(sample)}` : ''}`;
}

/** Puts the tables between the marks of a README. @throws Error where the marks are missing */
export function fillReadme(readme: string, contract: Contract): string {
  const marks = /<!-- contract -->[\s\S]*<!-- \/contract -->/;
  if (!marks.test(readme)) throw new Error(`README of ${contract.name} has no <!-- contract --> marks`);
  return readme.replace(marks, () => `<!-- contract -->\n${renderTables(contract)}\n<!-- /contract -->`);
}

/** JSON Schema of a step's `with:`; runners pass everything as text, so booleans and numbers may be written either way. */
export function renderSchema(contract: Contract): string {
  const properties = Object.fromEntries(Object.entries(contract.inputs).map(([name, spec]) => [name, property(spec)]));
  const required = Object.entries(contract.inputs).filter(([, spec]) => spec.required);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${contract.title}: inputs`,
    type: 'object',
    additionalProperties: false,
    required: required.map(([name]) => name),
    properties,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function property(spec: InputSpec): object {
  const text = {
    description: spec.description,
    examples: [spec.example],
    ...(spec.default === undefined ? {} : { default: spec.default }),
  };
  if (spec.choices) return { enum: spec.choices, ...text };
  if (spec.type === 'boolean') return { type: ['boolean', 'string'], ...text };
  if (spec.type === 'integer') return { type: ['integer', 'string'], ...text };
  return { type: 'string', ...text };
}
