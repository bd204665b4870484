import { type Answer, ask, askPages, pageSize } from './ask.ts';
import type { GitHub } from './client.ts';
import { isOursAnywhere, withMarker } from './marker.ts';

export interface Alarm {
  /** A word by which the issue is found again. */
  readonly marker: string;
  readonly title: string;
  /** Text of the issue; replaced by the newest one while it is open. */
  readonly body: string;
  readonly labels?: readonly string[];
  /** Text of a comment under an issue that is open already; `body` unless said. */
  readonly comment?: string;
  /** Milliseconds without any comment before another one is added; a day unless said. */
  readonly quiet?: number;
}

export interface Raised {
  readonly number: number;
  readonly created: boolean;
  readonly commented: boolean;
}

interface Open {
  readonly number: number;
  readonly createdAt: string;
}

const day = 24 * 3_600_000;

/** Opens an issue, or keeps the open one with the marker up to date: its text always, and a comment where it was quiet for long enough. */
export async function raiseIssue(github: GitHub, alarm: Alarm): Promise<Answer<Raised>> {
  const found = await findIssue(github, alarm.marker);
  if (!found.ok) return found;
  if (!found.data) return openIssue(github, alarm);
  const { number } = found.data;
  const updated = await patchIssue(github, number, 'update', { body: withMarker(alarm.marker, alarm.body) });
  if (!updated.ok) return updated;
  return { ok: true, data: { number, created: false, commented: await remind(github, alarm, found.data) } };
}

/** Comments on an issue that was quiet for long enough. The issue is open and says the newest, so a comment that fails is no failure. */
async function remind(github: GitHub, alarm: Alarm, { number, createdAt }: Open): Promise<boolean> {
  const since = github.clock.now() - (alarm.quiet ?? day);
  if (Date.parse(createdAt) > since) return false;
  const quiet = await isQuiet(github, number, since);
  if (quiet.ok && !quiet.data) return false;
  const added = quiet.ok ? await addComment(github, number, alarm.comment ?? alarm.body) : quiet;
  if (!added.ok) github.log.info(added.why);
  return added.ok;
}

function openIssue(github: GitHub, alarm: Alarm): Promise<Answer<Raised>> {
  const { marker, title, body, labels = [] } = alarm;
  return ask(github, {
    doing: 'open an issue',
    needs: 'issues: write',
    request: (octokit, repo) =>
      octokit.rest.issues.create({ ...repo, title: title.slice(0, 200), body: withMarker(marker, body), labels: [...labels] }),
    read: ({ number }) => ({ number, created: true, commented: false }),
    taken: async () => {
      const found = await findIssue(github, marker);
      if (!found.ok) return found;
      return { ok: true, data: found.data && { number: found.data.number, created: true, commented: false } };
    },
  });
}

/** Closes every open issue with the marker. @returns the number of the oldest; undefined where none was open */
export async function clearIssue(
  github: GitHub,
  alarm: { readonly marker: string; readonly comment: string },
): Promise<Answer<number | undefined>> {
  const found = await findIssues(github, alarm.marker);
  if (!found.ok) return found;
  for (const { number } of found.data) {
    // Closed first: an issue without the last word is right, an open one with it is not.
    const closed = await patchIssue(github, number, 'close', { state: 'closed', state_reason: 'completed' });
    if (!closed.ok) return closed;
    const added = await addComment(github, number, alarm.comment);
    if (!added.ok) github.log.info(added.why);
  }
  return { ok: true, data: found.data.at(-1)?.number };
}

/** The oldest open issue of ours with the marker. */
async function findIssue(github: GitHub, marker: string): Promise<Answer<Open | undefined>> {
  const answer = await findIssues(github, marker, (found) => found.length > 0);
  return answer.ok ? { ok: true, data: answer.data.at(-1) } : answer;
}

/** Open issues of ours with the marker, newest first. Reads 1000 open issues and pull requests at most. */
function findIssues(github: GitHub, marker: string, enough?: (found: readonly Open[]) => boolean): Promise<Answer<readonly Open[]>> {
  return askPages(
    github,
    (page) => ({
      doing: 'list the open issues',
      needs: 'issues: read',
      request: (octokit, repo) => octokit.rest.issues.listForRepo({ ...repo, state: 'open', per_page: pageSize, page }),
      read: (data) =>
        data
          .filter((issue) => !issue.pull_request && isOursAnywhere({ body: issue.body, user: issue.user }, marker))
          .map(({ number, created_at: createdAt }) => ({ number, createdAt })),
    }),
    { pages: 10, ...(enough ? { enough } : {}) },
  );
}

function patchIssue(
  github: GitHub,
  number: number,
  verb: 'update' | 'close',
  change: { readonly body: string } | { readonly state: 'closed'; readonly state_reason: 'completed' },
): Promise<Answer<void>> {
  return ask(github, {
    doing: `${verb} issue #${number}`,
    needs: 'issues: write',
    request: (octokit, repo) => octokit.rest.issues.update({ ...repo, issue_number: number, ...change }),
    read: () => undefined,
  });
}

/** Whether nobody commented since a time, in milliseconds since 1970. */
function isQuiet(github: GitHub, number: number, since: number): Promise<Answer<boolean>> {
  return ask(github, {
    doing: `list the comments under issue #${number}`,
    needs: 'issues: read',
    request: (octokit, repo) =>
      octokit.rest.issues.listComments({ ...repo, issue_number: number, since: new Date(since).toISOString(), per_page: pageSize }),
    read: (data) => data.every((comment) => Date.parse(comment.created_at) <= since),
  });
}

/** A comment whose answer was lost is not repeated: one too few says less than one too many. */
function addComment(github: GitHub, number: number, body: string): Promise<Answer<void>> {
  return ask<unknown, void>(github, {
    doing: `comment on issue #${number}`,
    needs: 'issues: write',
    request: (octokit, repo) => octokit.rest.issues.createComment({ ...repo, issue_number: number, body: body.slice(0, 65_000) }),
    read: () => undefined,
    taken: async () => ({ ok: false, status: 0, why: 'it is not known whether the comment was taken' }),
  });
}
