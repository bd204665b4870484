import { bot, type GitHub, listReleases, listStatuses, type ReleaseRecord, readRun, setDeploymentStatus } from '@slipway/github';

/** Records that are looked at, each with two calls at most; every release looks, so none stays open for long. */
const looked = 5;

/**
 * Ends records of an environment whose run is over and never said how it ended, as one that was killed. Nothing depends on it, so what GitHub does
 * not answer is left to the next release.
 */
export async function endAbandoned(github: GitHub, environment: string, own: number): Promise<void> {
  const listed = await listReleases(github, environment, { limit: 2 * looked });
  if (!listed.ok) return github.log.debug(listed.why);
  const older = listed.data.filter(({ id, creator }) => id < own && creator === bot).slice(0, looked);
  await Promise.all(older.map((release) => endIfAbandoned(github, release)));
}

async function endIfAbandoned(github: GitHub, release: ReleaseRecord): Promise<void> {
  const statuses = await listStatuses(github, release);
  if (!statuses.ok || !['in_progress', undefined].includes(statuses.data[0]?.state)) return;
  const run = await readRun(github, release.run);
  if (!run.ok || !run.data?.over) return;
  const description = 'Its run ended without saying how it ended';
  const ended = await setDeploymentStatus(github, release.id, { state: 'error', description });
  github.log.info(ended.ok ? `The record of ${release.version} (deployment ${release.id}) was left open, and is ended.` : ended.why);
}
