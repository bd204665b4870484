import { ownAction, type Rule, type Step, textsIn, type Workflow } from '../workflow.ts';
import { stepsOf } from './steps.ts';

/** Whether an input of a step's action is masked by it and meant for a secret. */
export type IsSecretInput = (step: Step, input: string) => boolean;

/** Inputs of others' actions that are meant for secrets. */
const others: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['token', 'ssh-key'],
  'actions/github-script': ['github-token'],
  'docker/login-action': ['password'],
};

export function secretInputs(
  own: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly secret?: boolean }>> }>>,
): IsSecretInput {
  return (step, input) => {
    const name = ownAction(step);
    if (name) return own[name]?.inputs[input]?.secret === true;
    return others[step.uses?.split('@')[0] ?? '']?.includes(input) ?? false;
  };
}

const secret = /\bsecrets\b|\bgithub\.token\b/;

/** A secret stands in the `env` of one step, in an input made for secrets, or goes by its name to a called workflow: nowhere else. */
export function keepsSecretsApart(isSecretInput: IsSecretInput): Rule {
  return (workflow) =>
    textsIn(workflow.data)
      .filter(({ path, text }) => mentions(path, text) && !allowed(workflow, path, isSecretInput))
      .map(({ path, text }) => `${workflow.path}: ${path.join('.')} holds a secret where it can leak or only decide: ${text}`);
}

/** An `if` needs no braces to be an expression. */
function mentions(path: readonly string[], text: string): boolean {
  const parts = path.at(-1) === 'if' ? [text] : [...text.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map(([, inside = '']) => inside);
  return path[0] !== 'on' && parts.some((part) => secret.test(part.replaceAll(/'(?:[^']|'')*'/g, "''")));
}

function allowed({ jobs }: Workflow, [, id = '', part, index, kind, name = '']: readonly string[], isSecretInput: IsSecretInput): boolean {
  if (part === 'secrets') return true;
  const step = part === 'steps' ? jobs[id]?.steps?.[Number(index)] : undefined;
  return step !== undefined && (kind === 'env' || (kind === 'with' && isSecretInput(step, name)));
}

export const passesSecretsByName: Rule = ({ path, jobs }) =>
  Object.entries(jobs).flatMap(([id, { secrets }]) => {
    if (secrets === 'inherit') return [`${path}: job ${id} hands every secret on. Name those that are needed`];
    return Object.entries(secrets ?? {})
      .filter(([name, value]) => String(value).replaceAll(/\s/g, '') !== `\${{secrets.${name}}}`)
      .map(
        ([name, value]) => `${path}: job ${id} passes ${String(value)} as ${name}; an environment can only give a secret of the same name`,
      );
  });

/** The check of the secrets comes before the first step that is given one, with every secret that the job may use. */
export const checksSecretsFirst: Rule = (workflow) =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => {
    const steps = stepsOf(workflow).filter((entry) => entry.id === id);
    const used = steps.findIndex(
      ({ step }) => ownAction(step) !== 'gate' && textsIn(step).some(({ text }) => /\bsecrets\.(?!GITHUB_TOKEN\b)/.test(text)),
    );
    if (workflow.kind !== 'suite' || workflow.call === undefined || used === -1 || job.environment === undefined) return [];
    const gates = steps.slice(0, used).filter(({ step }) => ownAction(step) === 'gate');
    if (gates.length === 0) return [`${workflow.path}: job ${id} uses secrets of its environment before anything says that they are there`];
    const checked = gates.flatMap(({ step }) => Object.keys(step.env ?? {}));
    const missing = namesIn(job).filter((name) => !checked.includes(name));
    return missing.map((name) => `${workflow.path}: job ${id} uses ${name}, but does not give it to the check of the secrets`);
  });

function namesIn(value: unknown): string[] {
  const names = textsIn(value).flatMap(({ text }) => [...text.matchAll(/\bsecrets\.(\w+)/g)].map(([, name = '']) => name));
  return [...new Set(names)].filter((name) => name !== 'GITHUB_TOKEN');
}
