export type { Answer } from './ask.ts';
export { type GitHub, type GitHubOptions, openGitHub } from './client.ts';
export { upsertComment } from './comments.ts';
export { type CommitStatus, type Comparison, compareCommits, setCommitStatus } from './commits.ts';
export {
  bot,
  createDeployment,
  listReleases,
  listStatuses,
  type NewDeployment,
  type NewStatus,
  passed,
  type ReleaseRecord,
  type ReleaseStatus,
  setDeploymentStatus,
  successOf,
} from './deployments.ts';
export { type Approval, type Environment, listApprovals, listBranchPatterns, readEnvironment } from './environments.ts';
export { type Alarm, clearIssue, type Raised, raiseIssue } from './issues.ts';
export { type Payload, readPayload } from './payload.ts';
export { failureOf } from './refusal.ts';
export { type RunIdentity, runIsOver } from './runs.ts';
