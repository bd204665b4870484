import { addSecret, badInputs } from '@slipway/action';
import type { Job } from '../../job.ts';
import type { ArtifactAddress } from '../address.ts';
import type { Patience } from '../objects/service.ts';
import { forLastMoment } from '../objects/store.ts';
import type { Destination } from '../store.ts';
import { openRest } from './rest.ts';
import { openResults, type Results } from './results.ts';
import { longestRetention, readRuntime, refuseServer } from './runtime.ts';
import { openServices } from './services.ts';
import { Shelf } from './shelf.ts';
import { openDesk } from './store.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const day = 24 * 3_600_000;

/**
 * Artifacts of the repository whose workflow this is. Modes that make something need to be an action of a job; the others a token and the name of the
 * repository. @throws Failure `destination-missing`, `destination-refused`, `bad-input`
 */
export function openArtifacts(job: Job, { retentionDays }: ArtifactAddress, env: Environment): Destination {
  refuseServer(env);
  const { repository, apiUrl } = job.context;
  const github = job.inputs['github-token'];
  if (!github) throw badInputs([{ input: 'github-token', message: 'is needed for artifact://, and is missing or empty' }]);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw badInputs([{ input: 'destination', message: 'is artifact://, and GITHUB_REPOSITORY does not say of which repository' }]);
  refuseRetention(retentionDays, longestRetention(env));
  addSecret(github);
  const writes = job.inputs.mode === 'backup' || job.inputs.mode === 'verify';
  const runtime = writes || env['ACTIONS_RUNTIME_TOKEN'] ? readRuntime(env) : undefined;
  if (runtime) addSecret(runtime.token);
  const tokens = { runtime: runtime?.token, github };
  const patience: Patience = { ...job, attempts: 6, stall: 60_000, log: job.log.debug };
  const services = openServices(tokens, patience);
  const last = openServices(tokens, forLastMoment(job));
  const results = runtime && openResults(services, runtime);
  const rest = openRest(services, apiUrl, repository);
  return openDesk({
    job,
    where: `${new URL(env['GITHUB_SERVER_URL'] ?? 'https://github.com').host}/${repository}`,
    services,
    rest,
    results: (): Results => results ?? openResults(services, readRuntime(env)),
    last: { services: last, results: (): Results => openResults(last, runtime ?? readRuntime(env)) },
    shelf: new Shelf({ services, rest, results, patience, log: job.log }),
    retention: retentionDays === undefined ? undefined : retentionDays * day,
    close() {
      services.close();
      last.close();
    },
  });
}

/** GitHub would keep them for less than was asked for, and say nothing. */
function refuseRetention(asked: number | undefined, longest: number | undefined): void {
  if (asked === undefined || longest === undefined || asked <= longest) return;
  const message = `asks for retention-days=${asked}, and this repository keeps artifacts for ${longest} at most: ask for fewer, or change it in Settings, Actions, General`;
  throw badInputs([{ input: 'destination', message }]);
}
