import { everyElement, type Operand, type Step } from './condition.ts';

/** An operand as a person writes it. */
export function writeOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'placeholder':
      return `[${operand.name}]${writeSteps(operand.path)}`;
    case 'call':
      return `${operand.name}(${writeOperand(operand.of)})`;
    case 'literal':
      return operand.quoted ? `"${operand.text}"` : operand.text;
    case 'pattern':
      return `pat(${operand.glob})`;
    case 'any':
      return `any(${operand.of.map(writeOperand).join(', ')})`;
  }
}

export function writeSteps(path: readonly Step[]): string {
  return path.map(writeStep).join('');
}

function writeStep(step: Step): string {
  if (step === everyElement) return '[*]';
  if (typeof step === 'number') return `[${step}]`;
  if (/^[\w-]+$/.test(step)) return `.${step}`;
  return step.includes("'") ? `["${step}"]` : `['${step}']`;
}
