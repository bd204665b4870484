export type { Answer } from './ask.ts';
export { hasProtectedBranch } from './branches.ts';
export { type GitHub, type GitHubOptions, openGitHub } from './client.ts';
export { upsertComment } from './comments.ts';
export { type CommitStatus, type Comparison, compareCommits, setCommitStatus } from './commits.ts';
export { bot, createDeployment, listReleases, type NewDeployment, type ReleaseRecord } from './deployments.ts';
export { type Approval, type Environment, listApprovals, listBranchPatterns, readEnvironment } from './environments.ts';
export { canonical, type Evidence, evidenceDays, evidenceName } from './evidence.ts';
export { type Alarm, clearIssue, type Raised, raiseIssue } from './issues.ts';
export { judgeRelease, type Verdict } from './judge.ts';
export { type Named, releasesNamed } from './named.ts';
export { type Payload, readPayload } from './payload.ts';
export { failureOf } from './refusal.ts';
export {
  listStatuses,
  type NewStatus,
  type Progress,
  progressOf,
  type ReleaseStatus,
  setDeploymentStatus,
} from './release-statuses.ts';
export { isRunId, type RunIdentity, readRun, runIsOver, type WorkflowRun } from './runs.ts';
