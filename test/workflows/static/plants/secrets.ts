import type { Plant } from '../fixtures.ts';

export const secrets: readonly Plant[] = [
  [
    'keepsSecretsApart',
    'build',
    'config: ${{ inputs.config }}',
    'config: ${{ secrets.REGISTRY_PASSWORD }}',
    'jobs.build.steps.1.with.config holds a secret',
  ],
  [
    'keepsSecretsApart',
    'build',
    "if: github.event_name != 'pull_request'",
    "if: secrets.REGISTRY_PASSWORD != ''",
    'jobs.build.if holds a secret',
  ],
  [
    'keepsSecretsApart',
    'build',
    'uses: $/actions/release',
    "uses: $/actions/release\n        if: ${{ secrets['REGISTRY_PASSWORD'] }}",
    'jobs.build.steps.1.if holds a secret',
  ],
  [
    'keepsSecretsApart',
    'build',
    '    steps:\n',
    '    env:\n      TOKEN: ${{ secrets.REGISTRY_PASSWORD }}\n    steps:\n',
    'jobs.build.env.TOKEN holds a secret',
  ],
  [
    'keepsSecretsApart',
    'build',
    'digests: ${{ steps.build.outputs.digests }}',
    'digests: ${{ toJSON(secrets) }}',
    'jobs.build.outputs.digests holds a secret',
  ],
  [
    'keepsSecretsApart',
    'build',
    'config: ${{ inputs.config }}',
    'config: ${{ github.token }}',
    'jobs.build.steps.1.with.config holds a secret',
  ],
  ['passesSecretsByName', 'caller', /secrets:\n {6}SSH_KEY: .*/, 'secrets: inherit', 'job staging hands every secret on'],
  [
    'passesSecretsByName',
    'caller',
    'SSH_KEY: ${{ secrets.SSH_KEY }}',
    'SSH_KEY: ${{ secrets.STAGING_KEY }}',
    'passes ${{ secrets.STAGING_KEY }} as SSH_KEY',
  ],
  [
    'checksSecretsFirst',
    'deploy',
    /- uses: \$\/actions\/gate[\s\S]*?(?=- uses: actions\/checkout)/,
    '',
    'job deploy uses secrets of its environment before',
  ],
  [
    'checksSecretsFirst',
    'deploy',
    '        env:\n          SSH_KEY: ${{ secrets.SSH_KEY }}\n',
    '',
    'job deploy uses SSH_KEY, but does not give it to the check',
  ],
];
