import type { Plant } from '../fixtures.ts';

export const events: readonly Plant[] = [
  ['trustsNoForeignEvent', 'caller', '  pull_request:\n', '  pull_request_target:\n', 'starts on pull_request_target'],
  ['saysTheTimeZone', 'caller', '      timezone: Europe/Berlin\n', '', 'the schedule 0 3 * * * has no timezone'],
  [
    'givesPullRequestsNothing',
    'build',
    "    if: github.event_name != 'pull_request'\n",
    '',
    'caller.yml build → .github/workflows/build.yml build can run in a pull request, and uses the secret REGISTRY_PASSWORD',
  ],
  ['givesPullRequestsNothing', 'build', "    if: github.event_name != 'pull_request'\n", '', 'and has packages: write'],
  ['givesPullRequestsNothing', 'build', "!= 'pull_request'", "!= 'push'", 'and has packages: write'],
  [
    'givesPullRequestsNothing',
    'caller',
    'contents: read # checkout\n      pull-requests',
    'contents: write # push\n      pull-requests',
    'caller.yml lint can run in a pull request, and has contents: write',
  ],
  [
    'givesPullRequestsNothing',
    'caller',
    '    steps:\n',
    '    environment: staging\n    steps:\n',
    'caller.yml lint can run in a pull request, and enters an environment',
  ],
];
