import type { Plant } from '../fixtures.ts';

const checkoutPin = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';

export const references: readonly Plant[] = [
  ['namesWhatItUses', 'build', checkoutPin, 'actions/checkout@v5 # v5.0.0', 'actions/checkout@v5 is not pinned'],
  ['namesWhatItUses', 'build', checkoutPin, 'actions/checkout@08c6903 # v5.0.0', 'is not pinned to a commit of 40 digits'],
  ['namesWhatItUses', 'build', ' # v5.0.0', '', 'has no comment with its version'],
  ['namesWhatItUses', 'build', ' # v5.0.0', ' # v5', 'has no comment with its version'],
  ['namesWhatItUses', 'build', '$/actions/release', './actions/release', 'is no reference of the form $/'],
  [
    'namesWhatItUses',
    'promote',
    '$/.github/workflows/deploy.yml',
    'slipway/slipway/.github/workflows/deploy.yml@v1',
    'is no reference of the form $/',
  ],
  ['namesWhatItUses', 'caller', 'build.yml@v1', 'build.yml@main', 'is no reference of the form slipway/slipway/'],
  [
    'namesWhatItUses',
    'caller',
    'slipway/slipway/.github/workflows/build.yml@v1',
    './.github/workflows/build.yml',
    'is no reference of the form slipway/slipway/',
  ],
  [
    'usesOneVersion',
    'build',
    checkoutPin,
    `actions/checkout@${'1'.repeat(40)} # v6.0.0`,
    'is actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 elsewhere',
  ],
];
