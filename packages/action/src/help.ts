import type { Contract } from './contract.ts';

/** What a person reads who asks the bundle for `--help`. */
export function describeInputs(contract: Contract): string {
  const inputs = Object.entries(contract.inputs).map(([name, spec]) => {
    const how = spec.secret ? `${name.toUpperCase().replaceAll('-', '_').replace(/^/, 'INPUT_')} (environment)` : `--${name}`;
    const usual = spec.default === undefined || spec.default.startsWith('$') ? '' : ` By default: ${spec.default.replaceAll('\n', ' ')}.`;
    return `  ${how}\n      ${spec.description}${usual}`;
  });
  return [`${contract.name}: ${contract.description}`, '', 'Inputs, as --name value; lists take one entry per line:', '', ...inputs].join(
    '\n',
  );
}
