import type { Plant } from '../fixtures.ts';

const call = 'uses: slipway/slipway/.github/workflows/build.yml@v1\n';

export const types: readonly Plant[] = [
  ['passesWhatIsWanted', 'caller', call, `${call}    with: {minutes: many}\n`, 'job build passes a string as minutes, a number'],
  [
    'passesWhatIsWanted',
    'caller',
    call,
    `${call}    with: {minutes: "\${{ inputs.reason }}"}\n`,
    'job build passes a string as minutes, a number',
  ],

  ['passesWhatIsWanted', 'caller', 'approval: none\n', 'approval: true\n', 'job staging passes a boolean as approval, a string'],
  [
    'passesWhatIsWanted',
    'deploy',
    'default: reviewers',
    "default: ''\n      dry-run:\n        description: Only say it.\n        type: boolean\n        required: true",
    'does not pass dry-run',
  ],
  [
    'passesWhatIsWanted',
    'caller',
    'approval: none\n',
    'aproval: none\n',
    'passes aproval, which .github/workflows/deploy.yml does not take',
  ],
  [
    'passesWhatIsWanted',
    'promote',
    'type: string\n        default: reviewers',
    'type: boolean\n        default: false',
    'job deploy passes a boolean as approval, a string',
  ],
];
