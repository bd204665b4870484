import type { Plant } from '../fixtures.ts';

export const locks: readonly Plant[] = [
  ['asksOutsideOfLocks', 'promote', '\njobs:\n', '\nconcurrency: slipway\njobs:\n', 'inside the concurrency group of the whole workflow'],
  [
    'asksOutsideOfLocks',
    'caller',
    '\njobs:\n',
    '\nconcurrency: {group: release, queue: max}\njobs:\n',
    'inside the concurrency group of the whole workflow',
  ],
  [
    'asksOutsideOfLocks',
    'promote',
    '    environment: ${{ inputs.environment }}-approval\n',
    '    environment: ${{ inputs.environment }}-approval\n    concurrency: slipway\n',
    'job approve asks for approval inside its own',
  ],
  [
    'asksOutsideOfLocks',
    'caller',
    '    needs: staging\n',
    '    needs: staging\n    concurrency: production\n',
    'job production asks for approval, in .github/workflows/promote.yml, inside',
  ],
  [
    'asksOutsideOfLocks',
    'caller',
    "    if: github.event_name == 'push'\n",
    '    concurrency: slipway-staging\n',
    'job staging holds a group while .github/workflows/deploy.yml waits',
  ],
  ['queuesChanges', 'deploy', /concurrency:\n.*\n.*\n.*\n/, '\n', 'without a concurrency group'],
  ['queuesChanges', 'rollback', 'group: slipway-', 'group: rollback-', 'in the group rollback-${{ inputs.environment }}'],
  ['queuesChanges', 'deploy', 'cancel-in-progress: false', 'cancel-in-progress: true', 'may be cancelled half-way'],
  ['queuesChanges', 'deploy', '      queue: max\n', '', 'in a queue of one'],
  ['queuesChanges', 'steps', / {4}concurrency: .*\n/, '', 'job production changes production without'],
];
