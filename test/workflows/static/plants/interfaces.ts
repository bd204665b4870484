import type { Plant } from '../fixtures.ts';

export const interfaces: readonly Plant[] = [
  ['declaresWhatItUses', 'build', '        description: Path of the Slipway file.\n', '', 'input config has no description'],
  ['declaresWhatItUses', 'build', '        description: Password of the registry.\n', '', 'secret REGISTRY_PASSWORD has no description'],
  ['declaresWhatItUses', 'build', '        description: Image to digest.\n', '', 'output digests has no description'],
  [
    'declaresWhatItUses',
    'build',
    '        description: Path of the Slipway file.\n        type: string\n',
    '        description: Path.\n',
    'input config has no type',
  ],
  ['declaresWhatItUses', 'build', '          config: ${{ inputs.config }}\n', '', 'input config is not used'],
  ['declaresWhatItUses', 'build', '${{ inputs.config }}', '${{ inputs.config }}${{ inputs.confg }}', 'inputs.confg is not declared'],
  [
    'declaresWhatItUses',
    'build',
    '${{ secrets.REGISTRY_PASSWORD || github.token }}',
    '${{ github.token }}',
    'secret REGISTRY_PASSWORD is not used',
  ],
  [
    'declaresWhatItUses',
    'build',
    'secrets.REGISTRY_PASSWORD ||',
    'secrets.REGISTRY_PASSWORD || secrets.OTHER ||',
    'secrets.OTHER is not declared',
  ],
  ['declaresWhatItUses', 'build', '${{ jobs.build.outputs.digests }}', '{}', 'output digests is not the output of a job'],
  ['readsOutputsThatAre', 'build', '${{ jobs.build.outputs.digests }}', '${{ jobs.build.outputs.digest }}', 'build has no such output'],
  ['readsOutputsThatAre', 'build', '${{ jobs.build.outputs.digests }}', '${{ jobs.bild.outputs.digests }}', 'there is no job bild'],
  [
    'readsOutputsThatAre',
    'build',
    '${{ steps.build.outputs.digests }}',
    '${{ steps.build.outputs.digets }}',
    'that step does not write digets',
  ],
  [
    'readsOutputsThatAre',
    'build',
    '${{ steps.build.outputs.digests }}',
    '${{ steps.bild.outputs.digests }}',
    'no step before it is called bild',
  ],
  ['readsOutputsThatAre', 'caller', '    needs: build\n', '', 'reads needs.build.outputs.digests, but does not need build'],
  ['readsOutputsThatAre', 'caller', 'needs.build.outputs.digests', 'needs.build.outputs.images', 'build has no such output'],
];
