import { Failure, messageOf } from '@slipway/action';
import { Refusal } from '../objects/service.ts';
import { text } from '../objects/xml.ts';

export interface Place {
  /** `s3://bucket/prefix` */
  readonly folder: string;
  readonly bucket: string;
  /** Host of the service. */
  readonly where: string;
  readonly region: string;
}

/** Codes that speak of who asks. */
const identity: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 's3-access-key-id is not known there.',
  XAdminUserNotFound: 's3-access-key-id is not known there.',
  SignatureDoesNotMatch: 's3-secret-access-key does not belong to s3-access-key-id: copy both again.',
  InvalidToken: 's3-session-token does not belong to the key.',
  ExpiredToken: 'The credentials have expired: take new ones in a step right before this one, or let them live longer.',
  AccessDenied: 'The key needs s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload below the prefix.',
};

const elsewhere = new Set(['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException']);
const state = 'No backup was stored there.';

/** What a failed request means. */
export function explainS3(error: unknown, place: Place, at: Date): Failure {
  const { folder, where } = place;
  if (!(error instanceof Refusal)) {
    const text = `${where} cannot be reached for ${folder}: ${messageOf(error)}.`;
    return new Failure('destination-unreachable', text, {
      state,
      hint: 'Check endpoint and network, and run the same job again.',
      cause: error,
    });
  }
  const fail = (reason: string, sentence: string, hint: string): Failure => new Failure(reason, sentence, { state, hint, cause: error });
  if (error.code === 'RequestTimeTooSkewed') {
    const theirs = text(error.body, 'ServerTime') ?? error.headers.date ?? 'unknown';
    const sentence = `${where} refuses ${folder}: the clock here says ${at.toISOString()}, the one there ${theirs}.`;
    return fail('destination-refused', sentence, 'Set the clock of this machine (timedatectl set-ntp true).');
  }
  if (error.code === 'NoSuchBucket') {
    return fail(
      'destination-missing',
      `There is no bucket ${place.bucket} on ${where}.`,
      'Create it, or correct the address: buckets are not made here.',
    );
  }
  if (elsewhere.has(error.code) || (error.status >= 300 && error.status < 400)) {
    const region = text(error.body, 'Region') ?? error.headers['x-amz-bucket-region'];
    const should = region ? `It is in ${String(region)}` : 'It is in another one';
    const sentence = `${folder} is not served by ${where} as the region ${place.region} (${error.message}).`;
    return fail('destination-missing', sentence, `${should}: write region=… (and endpoint=…, where that names one) into the address.`);
  }
  if (error.status === 507 || /quota|full|insufficient/i.test(error.code)) {
    return fail('destination-unwritable', `${folder} on ${where} is full: ${error.message}.`, 'Make room there, or raise the quota.');
  }
  if (error.status === 401 || error.status === 403 || error.code in identity) {
    return fail(
      'destination-refused',
      `${where} refuses ${folder}: ${error.message}.`,
      identity[error.code] ?? identity['AccessDenied'] ?? '',
    );
  }
  if (error.status >= 500 || error.status === 429) {
    return fail(
      'destination-unreachable',
      `${where} failed again and again for ${folder}: ${error.message}.`,
      'Run the same job again when it is well.',
    );
  }
  return fail(
    'destination-unwritable',
    `${where} did not take a request for ${folder}: ${error.message}.`,
    'Check the address: endpoint, style and bucket.',
  );
}
