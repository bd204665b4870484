import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../packages/action/src/failure.ts';
import { ask } from './command.ts';
import { findUpdates } from './update/find.ts';
import { propose } from './update/propose.ts';
import { Report } from './update/report.ts';
import { root } from './workspace.ts';

const place = { cwd: root, env: process.env };
const folder = join(root, '.cache/update');
const patch = join(folder, 'update.patch');
const body = join(folder, 'report.md');
const status = join(folder, 'status');
const say = (line: string): void => console.log(line);

try {
  if (process.argv[2] === 'find') await find();
  else if (process.argv[2] === 'patch') await makePatch();
  else await proposePatch();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`script/update: ${error.text}`);
  process.exitCode = 1;
}

async function find(): Promise<void> {
  const { stdout } = await ask(place, 'git', ['status', '--porcelain']);
  if (stdout !== '') {
    throw new Failure('dirty', 'The work tree differs from its commit, and an update would be mixed with that.', {
      state: 'Nothing was changed.',
      hint: 'Commit or undo it first, or work in a clone.',
    });
  }
  const report = new Report();
  await findUpdates({ place, report, now: Date.now() });
  mkdirSync(folder, { recursive: true });
  writeFileSync(body, report.render());
  writeFileSync(status, report.attention.length > 0 ? 'attention' : 'good');
}

/** After the bundles were built anew: everything that differs now. */
async function makePatch(): Promise<void> {
  const { GITHUB_STEP_SUMMARY } = process.env;
  // Bundles may gain files, which a diff shows only once git has heard of them.
  await ask(place, 'git', ['add', '--intent-to-add', 'dist']);
  const { stdout } = await ask(place, 'git', ['diff', '--binary', '--full-index', 'HEAD']);
  writeFileSync(patch, stdout);
  const text = readFileSync(body, 'utf8');
  say(text);
  if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `## Updates\n\n${text}`);
  if (stdout === '' && readFileSync(status, 'utf8') === 'attention') {
    throw new Failure('attention', 'There is nothing to propose, but something a person must look at: see above.');
  }
}

async function proposePatch(): Promise<void> {
  const { GH_TOKEN, GITHUB_REPOSITORY = '', PATCH_SHA256 = '' } = process.env;
  if (!GH_TOKEN) {
    throw new Failure('no-token', 'The secret UPDATE_TOKEN is empty.', {
      state: 'Nothing was pushed; the summary of the job before says what is new.',
      hint:
        "Give the environment `update` a token that may write contents, pull requests and workflows: a job's own token may not change workflows, and " +
        'its pull requests start no CI. See docs/publishing.md.',
    });
  }
  await propose(place, { repository: GITHUB_REPOSITORY, patch, expected: PATCH_SHA256, body, say });
}
