import { addSecret, badInputs } from '@slipway/action';
import type { Job } from '../../job.ts';
import type { S3Address } from '../address.ts';
import { openObjects } from '../objects/store.ts';
import type { Destination } from '../store.ts';
import { openBucket } from './bucket.ts';
import type { Credentials } from './signature.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Failure `bad-input` where there are no credentials */
export function openS3(job: Job, { bucket, prefix, ...address }: S3Address, env: Environment): Destination {
  const credentials = credentialsOf(job.inputs, env);
  const region = address.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const endpoint = address.endpoint ?? `https://s3.${region}.amazonaws.com`;
  // A dot in a bucket's name does not fit the certificate of virtual names.
  const style = address.style ?? (address.endpoint === undefined && !bucket.includes('.') ? 'virtual' : 'path');
  const checksums = /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
  const place = { bucket, prefix, endpoint, region, style, checksums };
  return openObjects(job, (patience) => openBucket(place, credentials, patience));
}

/** The inputs, else what the environment has, as the action configure-aws-credentials leaves it. Never half of each. */
function credentialsOf(inputs: Job['inputs'], env: Environment): Credentials {
  const given = inputs['s3-access-key-id'] !== undefined || inputs['s3-secret-access-key'] !== undefined;
  const id = given ? inputs['s3-access-key-id'] : env['AWS_ACCESS_KEY_ID'];
  const secret = given ? inputs['s3-secret-access-key'] : env['AWS_SECRET_ACCESS_KEY'];
  const token = given ? inputs['s3-session-token'] : env['AWS_SESSION_TOKEN'];
  if (!id || !secret) {
    const input = id ? 's3-secret-access-key' : 's3-access-key-id';
    const message =
      'is needed for s3://, and is missing or empty, like a secret that does not exist. Or let configure-aws-credentials run in a step before';
    throw badInputs([{ input, message }]);
  }
  for (const value of [secret, token]) if (value) addSecret(value);
  return token ? { id, secret, token } : { id, secret };
}
