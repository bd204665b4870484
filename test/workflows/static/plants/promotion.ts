import type { Plant } from '../fixtures.ts';

export const promotion: readonly Plant[] = [
  [
    'deploysWhatWasProven',
    'promote',
    '${{ needs.proof.outputs.digests }}',
    '${{ inputs.environment }}',
    'deploys digests that no job before it gives',
  ],
  [
    'deploysWhatWasProven',
    'caller',
    '${{ needs.build.outputs.commit }}',
    '${{ github.sha }}',
    'deploys commit that no job before it gives: ${{ github.sha }}',
  ],
  [
    'deploysWhatWasProven',
    'promote',
    'version: ${{ needs.proof.outputs.version }}\n      commit',
    'version: ${{ needs.approve.outputs.version }}\n      commit',
    'of different jobs',
  ],
  ['deploysWhatWasProven', 'promote', 'mode: proof', 'mode: secrets', 'digests of proof, which neither built nor proved them'],
  [
    'deploysWhatWasProven',
    'promote',
    'digests: ${{ steps.proof.outputs.digests }}',
    'digests: ${{ inputs.environment }}',
    'which neither built nor proved them',
  ],
  [
    'reachesProductionByApproval',
    'caller',
    'environment: staging',
    'environment: production',
    'deploys to production without any approval',
  ],
  ['reachesProductionByApproval', 'caller', 'environment: staging', 'environment: production', 'what has not passed another environment'],
  ['reachesProductionByApproval', 'promote', '-approval\n', '-people\n', 'without a job in ${{ inputs.environment }}-approval'],
  ['reachesProductionByApproval', 'promote', 'mode: proof', 'mode: secrets', 'what has not passed another environment'],
  ['reachesProductionByApproval', 'rollback', 'mode: approval', 'mode: secrets', 'its first step does not prove that it may'],
  [
    'reachesProductionByApproval',
    'deploy',
    'uses: $/actions/gate\n',
    "uses: $/actions/gate\n        if: inputs.approval != 'none'\n",
    'has its proof under a condition',
  ],
  [
    'reachesProductionByApproval',
    'deploy',
    'environment: ${{ inputs.environment }}\n          approval',
    'environment: staging\n          approval',
    'proves that it may change staging, and changes',
  ],
  ['reachesProductionByApproval', 'steps', '    needs: approve\n', '', 'changes production without a job in production-approval'],
];
