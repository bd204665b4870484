import { defineContract, type InputsOf, type Problem, vocabulary } from '@slipway/action';

export const contract = defineContract({
  name: 'gate',
  title: 'Slipway: gate',
  description:
    "Proves from GitHub's own records that a deploy may begin: its secrets are there, people approved it, the release passed staging.",
  icon: 'shield',
  inputs: {
    mode: {
      type: 'choice',
      required: true,
      choices: ['approval', 'proof', 'secrets'],
      description:
        'What to prove. `secrets`: everything in `requires` is there. `approval`: that, and this run was approved. `proof`: it could be, and a release passed `from`.',
      example: 'approval',
    },
    environment: { type: 'string', required: true, description: 'Environment that is going to be changed.', example: 'production' },
    approval: {
      type: 'choice',
      choices: ['none', 'reviewers', 'dispatch'],
      default: 'reviewers',
      description:
        'Who approves. `reviewers`: the required reviewers of `<environment>-approval`. `dispatch`: one of `approvers` started the run by hand. `none`: nobody.',
      example: 'reviewers',
    },
    approvers: {
      type: 'lines',
      description: 'Logins that may start a deploy with `approval: dispatch`.',
      example: 'octocat\nhubot',
    },
    requires: {
      type: 'lines',
      description: 'Names of environment variables of this step that must not be empty. Their values are never shown.',
      example: 'SSH_KEY\nAGE_IDENTITY',
    },
    from: {
      type: 'string',
      default: 'staging',
      description: 'Environment whose records prove a release.',
      example: 'staging',
    },
    branches: {
      type: 'lines',
      description: 'Branches whose runs may have recorded the release, besides the branch of this run.',
      example: 'main',
    },
    version: {
      type: 'string',
      description:
        'Mode proof: version of the release, or seven digits or more of its commit; by default the newest that passed `from`, but not where the run is run again. Mode approval: what is approved, for the summary.',
      example: '1.4.0',
    },
    commit: { type: 'string', description: 'Mode approval: commit of what is approved, for the summary.', example: '${{ inputs.commit }}' },
    'github-token': {
      ...vocabulary['github-token'],
      description:
        'Token that may read environments, reviews, runs and artifacts (`actions: read`), branches (`contents: read`), and deployments (`deployments: read`).',
    },
    summary: vocabulary.summary,
  },
  outputs: {
    'approved-by': { description: 'Logins of those who approved, by comma.' },
    digests: { description: 'Digests of the proven release, as one line of JSON by image.' },
    version: { description: 'Version of the proven release.' },
    commit: { description: 'Commit of the proven release, in full.' },
    'deployment-id': { description: 'Deployment of `from` that proves it.' },
  },
  outcomes: {
    approved: 'The secrets are there, and the deploy was approved in the way that `approval` says.',
    proven: 'The release passed `from`, and the environment is set up so that its deploy can be approved.',
    present: 'Everything in `requires` is there.',
  },
  reasons: {
    'secret-missing': 'A variable in `requires` is empty or a placeholder; all of them are named.',
    'environment-missing': 'An environment does not exist; the message has the page and the commands to create it.',
    'reviewers-missing': '`<environment>-approval` has no required reviewers, so nobody would be asked.',
    'environment-open':
      'Every branch may deploy to the environment: it has no policy, one with a pattern such as `*`, or one for protected branches where none is protected.',
    'not-approved': 'This run has no approval of `<environment>-approval`, or a rejection.',
    'not-allowed': 'The run was not started by hand by one of `approvers`.',
    'not-proven':
      'The version is unknown to `from`, failed there, has not ended yet, or its record does not count; or a run that is run again names no version.',
    'github-refused': 'GitHub refused an answer that the gate needs; the message names the missing permission. The gate stays shut.',
    'github-unreachable': 'GitHub did not answer, or asks to come back later. The gate stays shut.',
  },
});

export type Inputs = InputsOf<typeof contract>;

/** Problems that show only when inputs are looked at closely or together. */
export function checkInputs(inputs: Inputs): Problem[] {
  const problems: Problem[] = [];
  for (const name of ['environment', 'from'] as const) {
    if (!/^\w[\w.-]*$/.test(inputs[name])) {
      problems.push({ input: name, message: 'takes letters, digits, dots, hyphens and underscores. Example: production' });
    }
  }
  const wrong = inputs.requires.filter((name) => !/^[A-Za-z_]\w*$/.test(name)).length;
  if (wrong > 0) {
    const message = `has ${wrong === 1 ? 'a line' : `${wrong} lines`} that cannot be the name of a variable; it takes names, never values. Example: SSH_KEY`;
    problems.push({ input: 'requires', message });
  }
  if (inputs.mode === 'proof' && inputs.approval === 'none') {
    problems.push({ input: 'approval', message: 'is none, and what is proven is then approved by nobody. Example: reviewers' });
  }
  if (inputs.commit !== undefined && !/^[0-9a-f]{40}$/.test(inputs.commit)) {
    problems.push({ input: 'commit', message: 'is no full commit of 40 digits. Example: ${{ github.sha }}' });
  }
  if (inputs.mode !== 'secrets' && inputs.approval === 'dispatch' && inputs.approvers.length === 0) {
    problems.push({ input: 'approvers', message: 'is needed with approval: dispatch, and is missing or empty. Example: octocat' });
  }
  return problems;
}
