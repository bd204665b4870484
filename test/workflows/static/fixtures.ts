// A small suite and a team that calls it, which keep every rule: the ground into which the tests plant what must be found.
import { readWorkflow, type Workflow } from './workflow.ts';

const checkout = `uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false`;

const build = `name: build
on:
  workflow_call:
    inputs:
      config:
        description: Path of the Slipway file.
        type: string
        default: .github/slipway.yml
    secrets:
      REGISTRY_PASSWORD:
        description: Password of the registry.
        required: false
    outputs:
      digests:
        description: Image to digest.
        value: \${{ jobs.build.outputs.digests }}
      version:
        description: Version that was built.
        value: \${{ jobs.build.outputs.version }}
      commit:
        description: Commit that was built.
        value: \${{ jobs.build.outputs.commit }}
permissions: {}
jobs:
  build:
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 60
    cache-mode: none
    permissions:
      contents: read # checkout
      packages: write # push the images
    outputs:
      digests: \${{ steps.build.outputs.digests }}
      version: \${{ steps.build.outputs.version }}
      commit: \${{ steps.build.outputs.commit }}
    steps:
      - ${checkout}
      - id: build
        uses: $/actions/release
        with:
          mode: build
          config: \${{ inputs.config }}
          registry-password: \${{ secrets.REGISTRY_PASSWORD || github.token }}
`;

const environmentInput = `environment:
        description: Environment to change.
        type: string
        required: true`;
const approvalInput = `approval:
        description: Who must have allowed it.
        type: string
        default: reviewers`;
const released = ['digests', 'version', 'commit'].map(
  (name) => `      ${name}:
        description: What build gave as ${name}.
        type: string
        required: true`,
);
const sshKey = `SSH_KEY:
        description: Private key of the SSH user.
        required: false`;
const gate = `uses: $/actions/gate
        with:
          mode: approval
          environment: \${{ inputs.environment }}
          approval: \${{ inputs.approval }}
        env:
          SSH_KEY: \${{ secrets.SSH_KEY }}`;
const lock = `concurrency:
      group: slipway-\${{ inputs.environment }}
      cancel-in-progress: false
      queue: max
    environment:
      name: \${{ inputs.environment }}
      deployment: false`;

const deploy = `name: deploy
on:
  workflow_call:
    inputs:
      ${environmentInput}
      ${approvalInput}
${released.join('\n')}
    secrets:
      ${sshKey}
permissions: {}
jobs:
  deploy:
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 60
    cache-mode: none
    ${lock}
    permissions:
      contents: read # checkout
      deployments: write # the record
    steps:
      - ${gate}
      - ${checkout}
      - uses: $/actions/release
        with:
          environment: \${{ inputs.environment }}
          digests: \${{ inputs.digests }}
          version: \${{ inputs.version }}
          commit: \${{ inputs.commit }}
          ssh-key: \${{ secrets.SSH_KEY }}
`;

const rollback = `name: rollback
on:
  workflow_call:
    inputs:
      ${environmentInput}
      ${approvalInput}
    secrets:
      ${sshKey}
permissions: {}
jobs:
  rollback:
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 30
    cache-mode: none
    ${lock}
    permissions:
      deployments: write # the record
    steps:
      - ${gate}
      - uses: $/actions/release
        with:
          mode: rollback
          environment: \${{ inputs.environment }}
          ssh-key: \${{ secrets.SSH_KEY }}
`;

const promote = `name: promote
on:
  workflow_call:
    inputs:
      ${environmentInput}
      ${approvalInput}
    secrets:
      ${sshKey}
permissions: {}
jobs:
  proof:
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      deployments: read # the records
    outputs:
      digests: \${{ steps.proof.outputs.digests }}
      version: \${{ steps.proof.outputs.version }}
      commit: \${{ steps.proof.outputs.commit }}
    steps:
      - id: proof
        uses: $/actions/gate
        with:
          mode: proof
          environment: \${{ inputs.environment }}
  approve:
    needs: proof
    if: inputs.approval == 'reviewers'
    runs-on: ubuntu-latest
    timeout-minutes: 5
    cache-mode: none
    environment: \${{ inputs.environment }}-approval
    permissions: {}
    steps:
      - env:
          VERSION: \${{ needs.proof.outputs.version }}
        run: echo "$VERSION is approved."
  deploy:
    needs: [proof, approve]
    if: \${{ !cancelled() && needs.proof.result == 'success' && (needs.approve.result == 'success' || (needs.approve.result == 'skipped' && inputs.approval == 'dispatch')) }}
    uses: $/.github/workflows/deploy.yml
    permissions:
      contents: read # checkout
      deployments: write # the record
    with:
      environment: \${{ inputs.environment }}
      approval: \${{ inputs.approval }}
      digests: \${{ needs.proof.outputs.digests }}
      version: \${{ needs.proof.outputs.version }}
      commit: \${{ needs.proof.outputs.commit }}
    secrets:
      SSH_KEY: \${{ secrets.SSH_KEY }}
`;

const caller = `name: release
on:
  push:
    branches: [main]
  pull_request:
  schedule:
    - cron: '0 3 * * *'
      timezone: Europe/Berlin
  workflow_dispatch:
    inputs:
      reason:
        description: Why.
        type: string
run-name: Release \${{ inputs.reason }}
permissions: {}
jobs:
  lint:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read # checkout
      pull-requests: write # the comment
    steps:
      - ${checkout}
      - run: make lint
  build:
    needs: lint
    uses: slipway/slipway/.github/workflows/build.yml@v1
    permissions:
      contents: read # checkout
      packages: write # push the images
  staging:
    needs: build
    if: github.event_name == 'push'
    uses: slipway/slipway/.github/workflows/deploy.yml@v1
    permissions:
      contents: read # checkout
      deployments: write # the record
    with:
      environment: staging
      approval: none
      digests: \${{ needs.build.outputs.digests }}
      version: \${{ needs.build.outputs.version }}
      commit: \${{ needs.build.outputs.commit }}
    secrets:
      SSH_KEY: \${{ secrets.SSH_KEY }}
  production:
    needs: staging
    uses: slipway/slipway/.github/workflows/promote.yml@v1
    permissions:
      contents: read # checkout
      deployments: write # the record
    with:
      environment: production
    secrets:
      SSH_KEY: \${{ secrets.SSH_KEY }}
`;

/** A team with steps of its own instead of the suite's workflows. */
const steps = `name: steps
on: workflow_dispatch
permissions: {}
jobs:
  approve:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    cache-mode: none
    environment: production-approval
    permissions: {}
    steps:
      - run: echo approved
  production:
    needs: approve
    runs-on: ubuntu-latest
    timeout-minutes: 60
    cache-mode: none
    concurrency: {group: slipway-production, cancel-in-progress: false, queue: max}
    environment: production
    permissions:
      contents: read # checkout
    steps:
      - ${checkout}
      - uses: slipway/slipway/actions/run-migrations@v1
        with:
          image: notes
          ssh-key: \${{ secrets.SSH_KEY }}
`;

export const texts = {
  build,
  deploy,
  rollback,
  promote,
  caller,
  steps,
} as const;
export type Name = keyof typeof texts;

export function pathOf(name: Name): string {
  return name === 'caller' || name === 'steps' ? `workflows-examples/s/.github/workflows/${name}.yml` : `.github/workflows/${name}.yml`;
}

/** All of them, one with a text of it replaced. @throws Error where there is no such text: a plant that never stood in the ground proves nothing */
export function planted(name: Name, from: string | RegExp, to: string): Workflow[] {
  const text = texts[name].replace(from, () => to);
  if (text === texts[name]) throw new Error(`${name} has no ${String(from)}`);
  return Object.entries({ ...texts, [name]: text }).map(([each, content]) => readWorkflow(pathOf(each as Name), content));
}

export function clean(): Workflow[] {
  return Object.entries(texts).map(([name, text]) => readWorkflow(pathOf(name as Name), text));
}
