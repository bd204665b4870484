import type { Plant } from '../fixtures.ts';

export const steps: readonly Plant[] = [
  [
    'interpolatesNothing',
    'caller',
    'run: make lint',
    'run: make lint TITLE="${{ github.event.pull_request.title }}"',
    'puts an expression into its script',
  ],
  [
    'interpolatesNothing',
    'caller',
    'run: make lint',
    `uses: actions/github-script@${'1'.repeat(40)} # v8.0.0\n        with: {script: "f('\${{ github.head_ref }}')"}`,
    'puts an expression into its script',
  ],
  ['endsInTime', 'caller', '    timeout-minutes: 5\n', '', 'job lint has no timeout-minutes'],
  ['keepsNoCredentials', 'build', '        with:\n          persist-credentials: false\n', '', 'leaves the token'],
  ['keepsNoCredentials', 'build', 'persist-credentials: false', 'persist-credentials: true', 'leaves the token'],
  ['writesNoCache', 'build', '    cache-mode: none\n', '', 'job build touches what is kept'],
  ['writesNoCache', 'deploy', 'cache-mode: none', 'cache-mode: write', 'job deploy touches what is kept'],
];
