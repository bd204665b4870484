// A stand-in for the GitHub CLI: just the calls of script/release and script/update, over a bare repository and a file of state. It is no GitHub;
// what it refuses is what GitHub's documentation says that GitHub refuses.
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { State } from './state.ts';

const folder = process.env['GH_STAND_IN'] ?? '';
const args = process.argv.slice(2);
const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as State;
appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify(args)}\n`);

const refused = state.refuse.find((words) => args.join(' ').includes(words));
if (refused !== undefined) fail(`HTTP 500: the test wants ${JSON.stringify(refused)} refused`);
const said = args[0] === 'api' ? (elsewhere(args[1] ?? '') ?? api(args[1] ?? '')) : args[0] === 'release' ? release() : pullRequest();
writeFileSync(join(folder, 'state.json'), JSON.stringify(state));
process.stdout.write(typeof said === 'string' ? said : said === undefined ? '' : JSON.stringify(said));

function fail(why: string): never {
  process.stderr.write(`gh: ${why}\n`);
  process.exit(1);
}

function option(name: string): string {
  return args[args.indexOf(name) + 1] ?? '';
}

function field(name: string): string {
  return args.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

function git(...words: string[]): boolean {
  return spawnSync('git', ['--git-dir', join(folder, 'remote.git'), ...words]).status === 0;
}

/** What is asked of repositories that are not ours. */
function elsewhere(path: string): unknown {
  const asked = /^repos\/(?!team\/suite\/)([\w-]+\/[\w-]+)\/(?:releases\?per_page=100|commits\/tags\/(\S+))$/.exec(path);
  if (!asked) return undefined;
  const known = state.actions[asked[1] ?? ''] ?? fail('HTTP 404: Not Found');
  return asked[2] ? { sha: known.commits[asked[2]] ?? fail('HTTP 422: No commit found for SHA') } : known.releases;
}

function api(path: string): unknown {
  const method = args.includes('--method') ? option('--method') : 'GET';
  const [, inside = ''] = /^repos\/team\/suite\/(.*)$/.exec(path) ?? fail(`HTTP 404: ${path}`);
  if (method === 'POST' && inside === 'git/refs') {
    if (!git('update-ref', field('ref'), field('sha'), '0'.repeat(40))) fail('HTTP 422: Reference already exists');
    return {};
  }
  if (method === 'PATCH' && inside.startsWith('git/refs/')) {
    const ref = inside.replace('git/', '');
    if (!git('merge-base', '--is-ancestor', ref, field('sha')) && field('force') !== 'true') fail('HTTP 422: Update is not a fast forward');
    if (!git('update-ref', ref, field('sha'))) fail('HTTP 422: Object does not exist');
    return {};
  }
  if (method === 'DELETE') {
    state.releases = state.releases.filter(({ id }) => inside !== `releases/${id}`);
    return undefined;
  }
  return inside === 'releases?per_page=100' ? state.releases : fail(`HTTP 404: ${path}`);
}

function release(): string {
  const [, , tag = '', asset = ''] = args;
  if (!args.includes('--verify-tag') || !git('rev-parse', '--verify', `refs/tags/${tag}`)) fail(`tag ${tag} doesn't exist in the repo`);
  if (state.releases.some(({ tag_name }) => tag_name === tag)) fail('HTTP 422: tag_name already_exists');
  state.releases.push({
    id: state.releases.length + 1,
    tag_name: tag,
    draft: false,
    immutable: state.immutable,
    notes: readFileSync(option('--notes-file'), 'utf8'),
    assets: { [basename(asset)]: readFileSync(asset, 'utf8') },
  });
  return `https://github.com/team/suite/releases/tag/${tag}\n`;
}

function pullRequest(): unknown {
  if (args[1] === 'list') return state.pulls.map(({ number }) => ({ number }));
  const body = readFileSync(option('--body-file'), 'utf8');
  if (args[1] === 'create') state.pulls.push({ number: state.pulls.length + 1, head: option('--head'), body });
  else state.pulls = state.pulls.map((pull) => (String(pull.number) === args[2] ? { ...pull, body } : pull));
  return `https://github.com/team/suite/pull/${state.pulls.length}\n`;
}
