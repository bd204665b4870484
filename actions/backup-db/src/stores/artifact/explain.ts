import { Failure, messageOf } from '@slipway/action';
import { Refusal } from '../objects/service.ts';

/** Whom a request was for. */
export type Side = 'results' | 'rest' | 'blobs';

/** A limit of requests, in place of a code of GitHub's. */
export const limited = 'rate-limited';

export const folder = 'artifact://';

const state = 'No backup was stored there.';

/** What a failed request means. @param host of the service */
export function explainArtifact(error: unknown, side: Side, host: string): Failure {
  const fail = (reason: string, sentence: string, hint: string): Failure => new Failure(reason, sentence, { state, hint, cause: error });
  if (!(error instanceof Refusal)) {
    return fail(
      'destination-unreachable',
      `${host} cannot be reached for ${folder}: ${messageOf(error)}.`,
      'Run the same job again; a runner of your own must be let out to github.com, *.actions.githubusercontent.com and *.blob.core.windows.net.',
    );
  }
  const said = sentence(error);
  if (error.code === limited) {
    return fail(
      'destination-unreachable',
      `GitHub takes no more requests of this token for now: ${said}${until(error)}`,
      'Wait for it. Each listing asks for the artifacts of the repository, a hundred at a time: keep those of other jobs for fewer days.',
    );
  }
  if (error.status >= 500 || error.status === 429 || error.status === 408) {
    return fail('destination-unreachable', `${host} fails again and again for ${folder}: ${said}`, 'Run the same job again later.');
  }
  if (/insufficient usage|quota/i.test(error.message)) {
    return fail(
      'destination-unwritable',
      `The storage for artifacts is full: ${said}`,
      'Keep artifacts for fewer days, delete old ones, or raise the limit under Billing; GitHub counts again every few hours.',
    );
  }
  return { results: ofResults, rest: ofRest, blobs: ofBlobs }[side](error, said, host, fail);
}

type Explain = (error: Refusal, said: string, host: string, fail: (reason: string, sentence: string, hint: string) => Failure) => Failure;

const ofResults: Explain = ({ status }, said, host, fail) =>
  status === 401 || status === 403
    ? fail(
        'destination-refused',
        `${host} refuses ${folder}: ${said}`,
        'The token of the job is good as long as the job is: run the same job again.',
      )
    : fail('destination-unwritable', `${host} does not take it for ${folder}: ${said}`, 'Run the same job again: it uses other names.');

const ofRest: Explain = ({ status }, said, host, fail) => {
  if (status === 401) return fail('destination-refused', `${host} refuses the github-token: ${said}`, 'It has expired, or is none.');
  if (status === 403) {
    return fail(
      'destination-refused',
      `${host} refuses ${folder}: ${said}`,
      'The job needs `permissions: actions: read`, and `actions: write` where backups are to be removed.',
    );
  }
  if (status === 404) {
    return fail(
      'destination-missing',
      `${host} knows no such repository or artifact: ${said}`,
      'The github-token must be of this repository. An artifact goes with its run, and those of an earlier attempt go when all jobs are run again.',
    );
  }
  if (status === 410) return fail('destination-missing', `The artifact has expired: ${said}`, 'Use a younger backup.');
  return fail('destination-unwritable', `${host} does not take it for ${folder}: ${said}`, 'What it says names the cause.');
};

const ofBlobs: Explain = ({ status }, said, host, fail) => {
  if (status === 404) return fail('destination-missing', `The bytes of an artifact are not at ${host}: ${said}`, 'Use another backup.');
  return status === 401 || status === 403
    ? fail(
        'destination-refused',
        `The address that GitHub gave for ${folder} is not good, or no longer: ${said}`,
        'Run the same job again. Where a backup takes hours, name another destination: an address for an upload cannot be renewed.',
      )
    : fail('destination-unwritable', `${host} does not take it for ${folder}: ${said}`, 'Run the same job again: it uses other names.');
};

/** When a limit ends, where GitHub says. */
function until({ headers }: Refusal): string {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return ` It ends in ${seconds} s.`;
  const reset = Number(headers['x-ratelimit-reset']);
  return reset > 0 ? ` It ends at ${new Date(reset * 1000).toISOString()}.` : '';
}

const sentence = ({ message }: Refusal): string => (message.endsWith('.') ? message : `${message}.`);
