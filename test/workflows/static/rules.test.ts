import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadActions } from './actions.ts';
import { clean, type Name, pathOf, planted } from './fixtures.ts';
import { type Actions, allRules } from './rules/all.ts';
import { manifestProblems } from './rules/manifests.ts';

let actions: Actions;
beforeAll(async () => {
  actions = await loadActions();
});

type Row = readonly [rule: string, name: Name, from: string | RegExp, to: string, finding: string];

const checkoutPin = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';
const plants: readonly Row[] = [
  ['grantsNothingByItself', 'build', 'permissions: {}\n', '', 'has no permissions of its own'],
  ['grantsNothingByItself', 'build', 'permissions: {}\n', 'permissions: read-all\n', 'grants read-all to every job'],
  ['grantsNothingByItself', 'build', 'permissions: {}\n', 'permissions: {packages: write}\n', 'grants packages: write to every job'],
  ['grantsWithReasons', 'build', ' # push the images', '', 'job build has packages without a comment'],
  ['grantsWithReasons', 'promote', '    permissions: {}\n', '', 'job approve has no permissions of its own'],
  ['grantsWithReasons', 'promote', '    permissions: {}\n', '    permissions: write-all\n', 'job approve takes write-all'],
  ['grantsWhatIsCalled', 'caller', '      packages: write # push the images\n', '', 'grants packages: none to .github/workflows/build.yml, which wants write: too little'],
  ['grantsWhatIsCalled', 'caller', 'packages: write #', 'packages: read #', 'packages: read to .github/workflows/build.yml, which wants write: too little'],
  ['grantsWhatIsCalled', 'caller', 'packages: write #', 'issues: write # x\n      packages: write #', 'issues: write to .github/workflows/build.yml, which wants none: more'],
  // Through two calls: promote wants what its own deploy wants.
  ['grantsWhatIsCalled', 'deploy', '      deployments: write', '      id-token: write # sign\n      deployments: write', 'job production grants id-token: none to .github/workflows/promote.yml'],
  ['namesWhatItUses', 'build', checkoutPin, 'actions/checkout@v5 # v5.0.0', 'actions/checkout@v5 is not pinned'],
  ['namesWhatItUses', 'build', checkoutPin, 'actions/checkout@08c6903 # v5.0.0', 'is not pinned to a commit of 40 digits'],
  ['namesWhatItUses', 'build', ' # v5.0.0', '', 'has no comment with its version'],
  ['namesWhatItUses', 'build', ' # v5.0.0', ' # v5', 'has no comment with its version'],
  ['namesWhatItUses', 'build', '$/actions/release', './actions/release', 'is no reference of the form $/'],
  ['namesWhatItUses', 'promote', '$/.github/workflows/deploy.yml', 'slipway/slipway/.github/workflows/deploy.yml@v1', 'is no reference of the form $/'],
  ['namesWhatItUses', 'caller', 'build.yml@v1', 'build.yml@main', 'is no reference of the form slipway/slipway/'],
  ['namesWhatItUses', 'caller', 'slipway/slipway/.github/workflows/build.yml@v1', './.github/workflows/build.yml', 'is no reference of the form slipway/slipway/'],
  ['usesOneVersion', 'build', checkoutPin, `actions/checkout@${'1'.repeat(40)} # v6.0.0`, 'is actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 elsewhere'],
  ['interpolatesNothing', 'caller', 'run: make lint', 'run: make lint TITLE="${{ github.event.pull_request.title }}"', 'puts an expression into its script'],
  ['interpolatesNothing', 'caller', 'run: make lint', `uses: actions/github-script@${'1'.repeat(40)} # v8.0.0\n        with: {script: "f('\${{ github.head_ref }}')"}`, 'puts an expression into its script'],
  ['endsInTime', 'caller', '    timeout-minutes: 5\n', '', 'job lint has no timeout-minutes'],
  ['keepsNoCredentials', 'build', '        with:\n          persist-credentials: false\n', '', 'leaves the token'],
  ['keepsNoCredentials', 'build', 'persist-credentials: false', 'persist-credentials: true', 'leaves the token'],
  ['writesNoCache', 'build', '    cache-mode: none\n', '', 'job build touches what is kept'],
  ['writesNoCache', 'deploy', 'cache-mode: none', 'cache-mode: write', 'job deploy touches what is kept'],
  ['keepsSecretsApart', 'build', 'config: ${{ inputs.config }}', 'config: ${{ secrets.REGISTRY_PASSWORD }}', 'jobs.build.steps.1.with.config holds a secret'],
  ['keepsSecretsApart', 'build', "if: github.event_name != 'pull_request'", "if: secrets.REGISTRY_PASSWORD != ''", 'jobs.build.if holds a secret'],
  ['keepsSecretsApart', 'build', 'uses: $/actions/release', "uses: $/actions/release\n        if: ${{ secrets['REGISTRY_PASSWORD'] }}", 'jobs.build.steps.1.if holds a secret'],
  ['keepsSecretsApart', 'build', '    steps:\n', '    env:\n      TOKEN: ${{ secrets.REGISTRY_PASSWORD }}\n    steps:\n', 'jobs.build.env.TOKEN holds a secret'],
  ['keepsSecretsApart', 'build', 'digests: ${{ steps.build.outputs.digests }}', 'digests: ${{ toJSON(secrets) }}', 'jobs.build.outputs.digests holds a secret'],
  ['keepsSecretsApart', 'build', 'config: ${{ inputs.config }}', 'config: ${{ github.token }}', 'jobs.build.steps.1.with.config holds a secret'],
  ['passesSecretsByName', 'caller', /secrets:\n {6}SSH_KEY: .*/, 'secrets: inherit', 'job staging hands every secret on'],
  ['passesSecretsByName', 'caller', 'SSH_KEY: ${{ secrets.SSH_KEY }}', 'SSH_KEY: ${{ secrets.STAGING_KEY }}', 'passes ${{ secrets.STAGING_KEY }} as SSH_KEY'],
  ['checksSecretsFirst', 'deploy', /- uses: \$\/actions\/gate[\s\S]*?(?=- uses: actions\/checkout)/, '', 'job deploy uses secrets of its environment before'],
  ['checksSecretsFirst', 'deploy', '        env:\n          SSH_KEY: ${{ secrets.SSH_KEY }}\n', '', 'job deploy uses SSH_KEY, but does not give it to the check'],
  ['declaresWhatItUses', 'build', '        description: Path of the Slipway file.\n', '', 'input config has no description'],
  ['declaresWhatItUses', 'build', '        description: Password of the registry.\n', '', 'secret REGISTRY_PASSWORD has no description'],
  ['declaresWhatItUses', 'build', '        description: Image to digest.\n', '', 'output digests has no description'],
  ['declaresWhatItUses', 'build', '        description: Path of the Slipway file.\n        type: string\n', '        description: Path.\n', 'input config has no type'],
  ['declaresWhatItUses', 'build', '          config: ${{ inputs.config }}\n', '', 'input config is not used'],
  ['declaresWhatItUses', 'build', '${{ inputs.config }}', '${{ inputs.config }}${{ inputs.confg }}', 'inputs.confg is not declared'],
  ['declaresWhatItUses', 'build', '${{ secrets.REGISTRY_PASSWORD || github.token }}', '${{ github.token }}', 'secret REGISTRY_PASSWORD is not used'],
  ['declaresWhatItUses', 'build', 'secrets.REGISTRY_PASSWORD ||', 'secrets.REGISTRY_PASSWORD || secrets.OTHER ||', 'secrets.OTHER is not declared'],
  ['declaresWhatItUses', 'build', '${{ jobs.build.outputs.digests }}', '{}', 'output digests is not the output of a job'],
  ['readsOutputsThatAre', 'build', '${{ jobs.build.outputs.digests }}', '${{ jobs.build.outputs.digest }}', 'build has no such output'],
  ['readsOutputsThatAre', 'build', '${{ jobs.build.outputs.digests }}', '${{ jobs.bild.outputs.digests }}', 'there is no job bild'],
  ['readsOutputsThatAre', 'build', '${{ steps.build.outputs.digests }}', '${{ steps.build.outputs.digets }}', 'that step does not write digets'],
  ['readsOutputsThatAre', 'build', '${{ steps.build.outputs.digests }}', '${{ steps.bild.outputs.digests }}', 'no step before it is called bild'],
  ['readsOutputsThatAre', 'caller', '    needs: build\n', '', 'reads needs.build.outputs.digests, but does not need build'],
  ['readsOutputsThatAre', 'caller', 'needs.build.outputs.digests', 'needs.build.outputs.images', 'build has no such output'],
  ['trustsNoForeignEvent', 'caller', '  pull_request:\n', '  pull_request_target:\n', 'starts on pull_request_target'],
  ['saysTheTimeZone', 'caller', '      timezone: Europe/Berlin\n', '', 'the schedule 0 3 * * * has no timezone'],
  ['givesPullRequestsNothing', 'build', "    if: github.event_name != 'pull_request'\n", '', 'caller.yml build → .github/workflows/build.yml build can run in a pull request, and uses the secret REGISTRY_PASSWORD'],
  ['givesPullRequestsNothing', 'build', "    if: github.event_name != 'pull_request'\n", '', 'and has packages: write'],
  ['givesPullRequestsNothing', 'build', "!= 'pull_request'", "!= 'push'", 'and has packages: write'],
  ['givesPullRequestsNothing', 'caller', 'contents: read # checkout\n      pull-requests', 'contents: write # push\n      pull-requests', 'caller.yml lint can run in a pull request, and has contents: write'],
  ['givesPullRequestsNothing', 'caller', '    steps:\n', '    environment: staging\n    steps:\n', 'caller.yml lint can run in a pull request, and enters an environment'],
  ['asksOutsideOfLocks', 'promote', '\njobs:\n', '\nconcurrency: slipway\njobs:\n', 'inside the concurrency group of the whole workflow'],
  ['asksOutsideOfLocks', 'caller', '\njobs:\n', '\nconcurrency: {group: release, queue: max}\njobs:\n', 'inside the concurrency group of the whole workflow'],
  ['asksOutsideOfLocks', 'promote', '    environment: ${{ inputs.environment }}-approval\n', '    environment: ${{ inputs.environment }}-approval\n    concurrency: slipway\n', 'job approve asks for approval inside its own'],
  ['asksOutsideOfLocks', 'caller', '    needs: staging\n', '    needs: staging\n    concurrency: production\n', 'job production asks for approval, in .github/workflows/promote.yml, inside'],
  ['asksOutsideOfLocks', 'caller', "    if: github.event_name == 'push'\n", '    concurrency: slipway-staging\n', 'job staging holds a group while .github/workflows/deploy.yml waits'],
  ['queuesChanges', 'deploy', /concurrency:\n.*\n.*\n.*\n/, '\n', 'without a concurrency group'],
  ['queuesChanges', 'rollback', 'group: slipway-', 'group: rollback-', 'in the group rollback-${{ inputs.environment }}'],
  ['queuesChanges', 'deploy', 'cancel-in-progress: false', 'cancel-in-progress: true', 'may be cancelled half-way'],
  ['queuesChanges', 'deploy', '      queue: max\n', '', 'in a queue of one'],
  ['queuesChanges', 'steps', /    concurrency: .*\n/, '', 'job production changes production without'],
  ['deploysWhatWasProven', 'promote', '${{ needs.proof.outputs.digests }}', '${{ inputs.environment }}', 'deploys digests that no job before it gives'],
  ['deploysWhatWasProven', 'caller', '${{ needs.build.outputs.commit }}', '${{ github.sha }}', 'deploys commit that no job before it gives: ${{ github.sha }}'],
  ['deploysWhatWasProven', 'promote', 'version: ${{ needs.proof.outputs.version }}\n      commit', 'version: ${{ needs.approve.outputs.version }}\n      commit', 'of different jobs'],
  ['deploysWhatWasProven', 'promote', 'mode: proof', 'mode: secrets', 'digests of proof, which neither built nor proved them'],
  ['deploysWhatWasProven', 'promote', 'digests: ${{ steps.proof.outputs.digests }}', 'digests: ${{ inputs.environment }}', 'which neither built nor proved them'],
  ['reachesProductionByApproval', 'caller', 'environment: staging', 'environment: production', 'deploys to production without any approval'],
  ['reachesProductionByApproval', 'caller', 'environment: staging', 'environment: production', 'what has not passed another environment'],
  ['reachesProductionByApproval', 'promote', '-approval\n', '-people\n', 'without a job in ${{ inputs.environment }}-approval'],
  ['reachesProductionByApproval', 'promote', 'mode: proof', 'mode: secrets', 'what has not passed another environment'],
  ['reachesProductionByApproval', 'rollback', 'mode: approval', 'mode: secrets', 'its first step does not prove that it may'],
  ['reachesProductionByApproval', 'deploy', 'uses: $/actions/gate\n', "uses: $/actions/gate\n        if: inputs.approval != 'none'\n", 'has its proof under a condition'],
  ['reachesProductionByApproval', 'deploy', 'environment: ${{ inputs.environment }}\n          approval', 'environment: staging\n          approval', 'proves that it may change staging, and changes'],
  ['reachesProductionByApproval', 'steps', '    needs: approve\n', '', 'changes production without a job in production-approval'],
];

test('a suite that keeps the rules has nothing to find, and every rule has something planted', () => {
  const rules = allRules(actions);
  const found = clean().flatMap((workflow) => Object.values(rules).flatMap((rule) => rule(workflow, clean())));
  expect(found).toEqual([]);
  expect(new Set(plants.map(([rule]) => rule))).toEqual(new Set(Object.keys(rules)));
});

describe.each([...new Set(plants.map(([rule]) => rule))])('%s', (rule) => {
  test.each(plants.filter(([each]) => each === rule).map(([, name, from, to, finding]) => [finding, name, from, to] as const))('finds: %s (in %s)', (finding, name, from, to) => {
    const workflows = planted(name, from, to);
    const problems = workflows.flatMap((workflow) => allRules(actions)[rule]?.(workflow, workflows) ?? []);
    expect(problems.join('\n')).toContain(finding);
    expect(problems.join('\n')).toContain(pathOf(name));
  });
});

test('an action on another Node, or without its bundle in the commit, is found', () => {
  const manifest = (using: string, main: string): string[] =>
    manifestProblems([{ path: 'actions/gate/action.yml', runs: { using, main } }], new Set(['dist/gate/index.js']));
  expect(manifest('node24', '../../dist/gate/index.js')).toEqual([]);
  expect(manifest('node20', '../../dist/gate/index.js')).toEqual(['actions/gate/action.yml runs on node20, not on node24']);
  expect(manifest('node24', 'dist/index.js')).toEqual(['actions/gate/action.yml starts actions/gate/dist/index.js, which is not in the commit']);
});
