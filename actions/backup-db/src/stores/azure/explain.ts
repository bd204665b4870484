import { Failure, messageOf } from '@slipway/action';
import { Refusal } from '../objects/service.ts';

export interface Place {
  /** `azure://account/container/prefix` */
  readonly folder: string;
  readonly account: string;
  readonly container: string;
  /** Host of the service. */
  readonly where: string;
}

/** Codes that speak of who asks. */
const identity: Readonly<Record<string, string>> = {
  AuthenticationFailed:
    'azure-account-key or azure-sas-token is not of this account, or has expired: copy it again. A clock that is minutes off does it too.',
  AuthorizationFailure:
    'Either azure-account-key or azure-sas-token is not of this account, has expired or may do too little (it needs racwdl), or the rules of the account let this network not in.',
  AuthorizationPermissionMismatch: 'The token needs the permissions read, add, create, write, delete and list (racwdl) for the container.',
  AuthorizationProtocolMismatch: 'The token is for https only.',
  AuthorizationResourceTypeMismatch: 'The token must be for a container (sr=c), or for containers and objects of the account (srt=co).',
  AuthorizationSourceIPMismatch: 'The token is for other addresses than that of this machine.',
  InvalidAuthenticationInfo: 'azure-account-key or azure-sas-token is not whole: copy it again.',
  AccountIsDisabled: 'The account is disabled.',
  NoAuthenticationInformation: 'The container is private: give azure-account-key or azure-sas-token.',
};

/** Codes that speak of what the account does with its blobs. */
const holds: Readonly<Record<string, string>> = {
  BlobImmutable:
    'An immutability policy of the whole container also holds what a run has to take away again, like its lock: use version-level immutability instead.',
  BlobArchived: 'A lifecycle rule moved blobs into the archive tier: leave *.json out of that rule, and rehydrate those that it took.',
};

const state = 'No backup was stored there.';

/** What a failed request means. */
export function explainAzure(error: unknown, { folder, account, container, where }: Place): Failure {
  const fail = (reason: string, sentence: string, hint: string): Failure => new Failure(reason, sentence, { state, hint, cause: error });
  if (!(error instanceof Refusal)) {
    const unknown = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOTFOUND' ? ` There may be no account ${account}.` : '';
    return fail(
      'destination-unreachable',
      `${where} cannot be reached for ${folder}: ${messageOf(error)}.${unknown}`,
      'Check the account, the endpoint and the network, and run the same job again.',
    );
  }
  if (error.code === 'ContainerNotFound') {
    return fail(
      'destination-missing',
      `There is no container ${container} in ${account} at ${where}.`,
      'Create it, or correct the address: containers are not made here.',
    );
  }
  const kept = holds[Object.keys(holds).find((word) => error.code.startsWith(word)) ?? ''];
  if (kept) return fail('destination-unwritable', `${where} does not let ${folder} be used so: ${sentence(error)}`, kept);
  const hint = identity[error.code];
  if (hint ?? (error.status === 401 || error.status === 403)) {
    return fail(
      'destination-refused',
      `${where} refuses ${folder}: ${sentence(error)}`,
      hint ?? 'Check the key or the token, and the rules of the account.',
    );
  }
  if (error.status >= 500 || error.status === 429 || error.status === 408) {
    return fail(
      'destination-unreachable',
      `${where} fails again and again for ${folder}: ${sentence(error)}`,
      'Run the same job again later.',
    );
  }
  return fail('destination-unwritable', `${where} does not take it for ${folder}: ${sentence(error)}`, 'What it says names the cause.');
}

const sentence = ({ message }: Refusal): string => (message.endsWith('.') ? message : `${message}.`);
