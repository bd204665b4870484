import { type InputSpec, vocabulary } from '@slipway/action';

/** What the services behind destinations want to see. */
export const accessInputs = {
  's3-access-key-id': {
    type: 'string',
    description: 'Key for `s3://`; by default AWS_ACCESS_KEY_ID and its two companions, as configure-aws-credentials leaves them.',
    example: '${{ vars.S3_ACCESS_KEY_ID }}',
  },
  's3-secret-access-key': {
    type: 'string',
    secret: true,
    description: 'Secret that belongs to s3-access-key-id.',
    example: '${{ secrets.S3_SECRET_ACCESS_KEY }}',
  },
  's3-session-token': {
    type: 'string',
    secret: true,
    description: 'Token of temporary credentials, where s3-access-key-id is of such.',
    example: '${{ steps.login.outputs.session-token }}',
  },
  'azure-account-key': {
    type: 'string',
    secret: true,
    description: 'Key of the storage account for `azure://`; by default AZURE_STORAGE_KEY.',
    example: '${{ secrets.AZURE_STORAGE_KEY }}',
  },
  'azure-sas-token': {
    type: 'string',
    secret: true,
    description: 'Shared access signature instead of the key, with the permissions racwdl; by default AZURE_STORAGE_SAS_TOKEN.',
    example: '${{ secrets.AZURE_SAS_TOKEN }}',
  },
  'github-token': {
    ...vocabulary['github-token'],
    description:
      'Token for `artifact://`: it reads the artifacts of all runs (`actions: read`), and removes those that `prune` does not keep (`actions: write`).',
  },
} as const satisfies Record<string, InputSpec>;
