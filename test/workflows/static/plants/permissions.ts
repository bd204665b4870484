import type { Plant } from '../fixtures.ts';

const step = (name: string, rest: string): string => `      - uses: slipway/slipway/actions/${name}@v1\n        with:\n${rest}`;
const migrations = step('run-migrations', '          image: notes\n');
const noArtifacts = 'may keep backups as artifact://, and its job does not grant actions: read';

export const permissions: readonly Plant[] = [
  ['grantsNothingByItself', 'build', 'permissions: {}\n', '', 'has no permissions of its own'],
  ['grantsNothingByItself', 'build', 'permissions: {}\n', 'permissions: read-all\n', 'grants read-all to every job'],
  ['grantsNothingByItself', 'build', 'permissions: {}\n', 'permissions: {packages: write}\n', 'grants packages: write to every job'],
  ['grantsWithReasons', 'build', ' # push the images', '', 'job build has packages without a comment'],
  ['grantsWithReasons', 'promote', '    permissions: {}\n', '', 'job approve has no permissions of its own'],
  ['grantsWithReasons', 'promote', '    permissions: {}\n', '    permissions: write-all\n', 'job approve takes write-all'],
  [
    'grantsWhatIsCalled',
    'caller',
    '      packages: write # push the images\n',
    '',
    'grants packages: none to .github/workflows/build.yml, which wants write: too little',
  ],
  [
    'grantsWhatIsCalled',
    'caller',
    'packages: write #',
    'packages: read #',
    'packages: read to .github/workflows/build.yml, which wants write: too little',
  ],
  [
    'grantsWhatIsCalled',
    'caller',
    'packages: write #',
    'issues: write # x\n      packages: write #',
    'issues: write to .github/workflows/build.yml, which wants none: more',
  ],
  // Through two calls: promote wants what its own deploy wants.
  [
    'grantsWhatIsCalled',
    'deploy',
    '      deployments: write',
    '      id-token: write # sign\n      deployments: write',
    'job production grants id-token: none to .github/workflows/promote.yml',
  ],
  ['readsArtifactsOfBackups', 'steps', migrations, step('backup-db', '          environment: production\n'), noArtifacts],
  [
    'readsArtifactsOfBackups',
    'steps',
    migrations,
    step('backup-db', '          destination: |\n            /b\n            artifact://?retention-days=30\n'),
    noArtifacts,
  ],
];
