import { type Answer, ask, askPages, pageSize } from './ask.ts';
import type { GitHub } from './client.ts';
import { isOurs, withMarker } from './marker.ts';

export interface Sticky {
  readonly marker: string;
  readonly body: string;
}

/** The one comment of ours under an issue or pull request: written once, then kept up to date. */
export async function upsertComment(github: GitHub, issue: number, sticky: Sticky): Promise<Answer<'created' | 'updated'>> {
  const found = await findComment(github, issue, sticky.marker);
  if (!found.ok) return found;
  if (found.data === undefined) return createComment(github, issue, sticky);
  const id = found.data;
  return ask(github, {
    doing: `update a comment under #${issue}`,
    needs: 'pull-requests: write',
    request: (octokit, repo) =>
      octokit.rest.issues.updateComment({ ...repo, comment_id: id, body: withMarker(sticky.marker, sticky.body) }),
    read: () => 'updated' as const,
  });
}

function createComment(github: GitHub, issue: number, sticky: Sticky): Promise<Answer<'created'>> {
  return ask(github, {
    doing: `comment on #${issue}`,
    needs: 'pull-requests: write',
    request: (octokit, repo) =>
      octokit.rest.issues.createComment({ ...repo, issue_number: issue, body: withMarker(sticky.marker, sticky.body) }),
    read: () => 'created' as const,
    taken: async () => {
      const found = await findComment(github, issue, sticky.marker);
      return found.ok ? { ok: true, data: found.data === undefined ? undefined : 'created' } : found;
    },
  });
}

/** Id of our comment. Reads 1000 comments at most. */
async function findComment(github: GitHub, issue: number, marker: string): Promise<Answer<number | undefined>> {
  const answer = await askPages(
    github,
    (page) => ({
      doing: `list the comments under #${issue}`,
      needs: 'pull-requests: read',
      request: (octokit, repo) => octokit.rest.issues.listComments({ ...repo, issue_number: issue, per_page: pageSize, page }),
      read: (data) => data.filter((comment) => isOurs(comment, marker)).map(({ id }) => id),
    }),
    { pages: 10, enough: (found) => found.length > 0 },
  );
  return answer.ok ? { ok: true, data: answer.data[0] } : answer;
}
