import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../packages/action/src/failure.ts';
import { checksums, publishedFiles, sha256 } from './release/checksums.ts';
import { gatherFacts } from './release/facts.ts';
import { judge } from './release/judge.ts';
import { publish } from './release/publish.ts';
import { root } from './workspace.ts';

const place = { cwd: root, env: process.env };
const say = (line: string): void => console.log(line);
const [command, version = ''] = process.argv.slice(2);

try {
  if (command === 'checksums') await writeChecksums();
  else if (command === 'publish') await publishVersion();
  else await checkVersion();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`script/release: ${error.text}`);
  process.exitCode = 1;
}

async function checkVersion(): Promise<void> {
  const facts = await gatherFacts(place, version);
  const { problems, majorTag, majorNow } = judge(facts);
  refuse(problems);
  const files = await publishedFiles(place);
  say(`${version} can be published from ${facts.head}. The workflow publish would, after an approval:`);
  say(`  attest ${files.length} files and their checksums.txt`);
  say(`  create the tag ${version} and its immutable release, with the section of CHANGELOG.md as notes`);
  say(majorNow === undefined ? `  create the tag ${majorTag}` : `  move the tag ${majorTag} forwards from ${majorNow}`);
}

/** Two lists: what users check with, and the same with a line for that list itself, which is what gets attested. */
async function writeChecksums(): Promise<string> {
  const list = checksums(root, await publishedFiles(place));
  const folder = join(root, '.cache/release');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'checksums.txt'), list);
  writeFileSync(join(folder, 'subjects.txt'), `${list}${sha256(list)}  checksums.txt\n`);
  say(`Wrote .cache/release/checksums.txt: ${list.split('\n').length - 1} files.`);
  return join(folder, 'checksums.txt');
}

async function publishVersion(): Promise<void> {
  const { GITHUB_REPOSITORY, GH_TOKEN, GITHUB_STEP_SUMMARY } = process.env;
  if (!GITHUB_REPOSITORY || !GH_TOKEN) {
    throw new Failure('not-in-workflow', 'Versions are published by the workflow publish, not from here.', {
      state: 'Nothing was changed.',
      hint: `gh workflow run publish.yml --ref main -f version=${version || 'v1.2.3'}`,
    });
  }
  // Asked again under the lock: a newer version may have been published while this one waited.
  const facts = await gatherFacts(place, version);
  const judgement = judge(facts, true);
  refuse(judgement.problems);
  const lines: string[] = [];
  const note = (line: string): void => {
    say(line);
    lines.push(`- ${line}\n`);
  };
  try {
    await publish(place, facts, judgement, { repository: GITHUB_REPOSITORY, checksums: await writeChecksums(), say: note });
  } finally {
    if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, lines.join(''));
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Failure('refused', `${version || 'This'} cannot be published:\n${problems.map((problem) => `- ${problem}`).join('\n')}\n`, {
    state: 'Nothing was changed.',
  });
}
