import { cell, code, formatDuration, table } from '@slipway/action';
import type { ReleaseRecord, Verdict } from '@slipway/github';
import type { Inputs } from './contract.ts';

/** A release with what its records say of it. */
export interface Seen extends Verdict {
  readonly release: ReleaseRecord;
}

/** What reviewers read before they decide. */
export function summarizeProof(
  inputs: Pick<Inputs, 'environment' | 'from'>,
  proof: { readonly release: ReleaseRecord; readonly since: string },
  now: number,
): string {
  const { release, since } = proof;
  const age = formatDuration(now - Date.parse(since));
  const rows = [
    ['version', code(release.version)],
    ['commit', code(release.commit)],
    ...Object.entries(release.digests).map(([image, digest]) => [`image ${cell(image)}`, code(digest)]),
    [`passed ${cell(inputs.from)}`, `${cell(since)} (${age} ago), deployment ${release.id}`],
  ];
  return `### To be approved: ${cell(inputs.environment)}\n\n${table(['', ''], rows)}`;
}

export function summarizeApproval(
  inputs: Pick<Inputs, 'environment' | 'approval' | 'version' | 'commit'>,
  approvers: readonly string[],
): string {
  const how = inputs.approval === 'dispatch' ? 'started by hand by' : 'approved by';
  const who = approvers.length > 0 ? `${how} ${approvers.map(code).join(', ')}` : 'no approval was asked for';
  const commit = inputs.commit && inputs.commit !== inputs.version ? ` of commit ${code(inputs.commit)}` : '';
  const what = inputs.version ? `Version ${code(inputs.version)}${commit}: ` : '';
  return `### Gate open: ${cell(inputs.environment)}\n\n${what}${who}.`;
}

export function summarizeReleases(from: string, seen: readonly Seen[]): string {
  const rows = seen.map(({ release, state, at, why }) => [
    code(release.version),
    code(release.commit.slice(0, 12)),
    state === 'foreign' ? `does not count: it ${cell(why)}` : state,
    cell(at),
  ]);
  const body = rows.length > 0 ? table(['version', 'commit', 'state', 'since'], rows) : 'No release is recorded.';
  return `### Not proven: what ${cell(from)} has\n\n${body}`;
}
