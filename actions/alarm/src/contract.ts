import { defineContract, type InputsOf, type Problem, vocabulary } from '@slipway/action';

export const contract = defineContract({
  name: 'alarm',
  title: 'Slipway: alarm',
  description: 'Keeps one issue for something that is wrong: opened once, kept up to date, closed when it is well again.',
  icon: 'bell',
  inputs: {
    state: {
      type: 'choice',
      required: true,
      choices: ['raised', 'cleared'],
      description: '`raised`: something is wrong. `cleared`: it is well again.',
      example: 'raised',
    },
    key: {
      type: 'string',
      required: true,
      description: 'A word for what is watched; the issue is found again by it.',
      example: 'backup-production',
    },
    title: { type: 'string', description: 'Title of the issue. Needed with `state: raised`.', example: 'No fresh backup of production' },
    message: {
      type: 'text',
      description:
        'What is known. It may be the output of any program: it is shown as it is, and mentions nobody. It must not hold secrets.',
      example: 'The newest backup is 30 h old.',
    },
    labels: { type: 'lines', description: 'Labels of a new issue.', example: 'backup' },
    'github-token': { ...vocabulary['github-token'], description: 'Token that may write issues (`issues: write`).' },
    summary: vocabulary.summary,
  },
  outputs: {
    issue: { description: 'Number of the issue; empty where there is none.' },
    'issue-url': { description: 'Page of the issue; empty where there is none.' },
  },
  outcomes: {
    opened: 'An issue was opened.',
    'still-open': 'The issue was open already and says the newest; a comment was added if nobody had said anything for a day.',
    closed: 'The open issue was closed.',
    quiet: 'No issue was open. With a `reason`, GitHub could not be asked, and a warning says so.',
  },
  reasons: {
    'github-refused': 'GitHub refused; the message names the missing permission, or that issues are switched off. A raised alarm fails.',
    'github-unreachable': 'GitHub did not answer, or asks to come back later. A raised alarm fails.',
  },
});

export type Inputs = InputsOf<typeof contract>;

/** Problems that show only when inputs are looked at closely or together. */
export function checkInputs(inputs: Inputs): Problem[] {
  const problems: Problem[] = [];
  if (!/^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/.test(inputs.key)) {
    problems.push({
      input: 'key',
      message: 'takes letters and digits, parted by single dots, hyphens or underscores. Example: backup-production',
    });
  }
  if (inputs.state === 'raised' && !inputs.title) {
    problems.push({
      input: 'title',
      message: 'is needed with state: raised, and is missing or empty. Example: No fresh backup of production',
    });
  }
  return problems;
}
