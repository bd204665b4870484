import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Failure } from '@slipway/action';
import { checksums, publishedFiles } from '../../script/lib/release/checksums.ts';
import { gatherFacts } from '../../script/lib/release/facts.ts';
import { judge } from '../../script/lib/release/judge.ts';
import { publish } from '../../script/lib/release/publish.ts';
import { copyScripts, type Hosted, host } from './stand-in/hosted.ts';

const plans = '| major | plan |\n| --- | --- |\n| `v1` | the first |\n';
const changelog = '# Changelog\n\n## 1.1.0, 2026-11-20\n\n- Faster.\n\n## 1.0.0, 2026-11-01\n\n- First.\n';
const bundle = 'console.log(1);\n';
const tree = {
  'CHANGELOG.md': changelog,
  'docs/publishing.md': plans,
  'package.json': '{"version": "1.1.0"}\n',
  'action.yml': 'name: suite\n',
  'actions/gate/action.yml': 'name: gate\n',
  'actions/gate/README.md': 'no file of a runner\n',
  'dist/release/index.js': bundle,
  'dist/release/a b.js': '2\n',
  'script/prepare-server.sh': '#!/bin/sh\n',
  'script/of-ours': '#!/bin/sh\n',
  '.github/workflows/deploy.yml': 'on:\n  workflow_call:\n',
  '.github/workflows/ci.yml': 'on:\n  push:\n',
};

describe('a repository with a remote, and a stand-in for the GitHub CLI', () => {
  let hosted: Hosted;
  let first: string;
  let head: string;
  const said: string[] = [];
  beforeEach(() => {
    hosted = host(tree);
    first = hosted.git('rev-parse', 'HEAD');
    hosted.git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1', 'HEAD:refs/tags/v1.0.0');
    head = hosted.commit('Faster', {});
    said.length = 0;
  });
  afterEach(() => hosted.remove());

  /** As `script/release publish` does it. */
  async function release(version = 'v1.1.0'): Promise<void> {
    const facts = await gatherFacts(hosted.place, version);
    const judgement = judge(facts, true);
    expect(judgement.problems).toEqual([]);
    const file = join(hosted.place.cwd, '../checksums.txt');
    writeFileSync(file, checksums(hosted.place.cwd, await publishedFiles(hosted.place)));
    await publish(hosted.place, facts, judgement, {
      repository: 'team/suite',
      checksums: file,
      say: (line) => said.push(line),
      patience: 0,
    });
  }
  const named = (tag: string): string => hosted.remote('rev-parse', `${tag}^{commit}`);

  test('publishes tag, release and major tag, in this order', async () => {
    await release();
    expect([named('v1.1.0'), named('v1'), named('v1.0.0')]).toEqual([head, head, first]);
    const [made] = hosted.state().releases;
    expect(made).toMatchObject({ tag_name: 'v1.1.0', immutable: true, notes: '- Faster.\n' });
    expect(Object.keys(made?.assets ?? {})).toEqual(['checksums.txt']);
    expect(hosted.calls().filter((call) => !call.includes('releases?'))).toEqual([
      expect.stringMatching(/git\/refs --method POST -f ref=refs\/tags\/v1\.1\.0 -f sha=[0-9a-f]{40}$/),
      expect.stringMatching(/^release create v1\.1\.0 .*--verify-tag --latest/),
      expect.stringMatching(/git\/refs\/tags\/v1 --method PATCH .* -F force=false$/),
    ]);
  });

  test('makes the major tag with the first version of a major', async () => {
    hosted.remote('update-ref', '-d', 'refs/tags/v1');
    await release();
    expect(named('v1')).toBe(head);
  });

  test.each(['release create', 'git/refs/tags/v1 '])('a run that failed at %s is continued, and nothing happens twice', async (step) => {
    hosted.state({ refuse: [step] });
    await expect(release()).rejects.toThrow();
    expect(named('v1')).toBe(first);
    hosted.state({ refuse: [] });
    await release();
    expect([named('v1.1.0'), named('v1')]).toEqual([head, head]);
    expect(hosted.state().releases).toHaveLength(1);
    expect(hosted.calls().filter((call) => call.includes('POST'))).toHaveLength(1);
  });

  test('a draft that a lost run left is made anew', async () => {
    hosted.git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1.1.0');
    hosted.state({ releases: [{ id: 1, tag_name: 'v1.1.0', draft: true, immutable: false, notes: '', assets: {} }] });
    await release();
    expect(hosted.state().releases).toMatchObject([{ draft: false, immutable: true }]);
  });

  test('a release that is not immutable moves no major tag, and says how to go on', async () => {
    hosted.state({ immutable: false });
    const failure = (await release().catch((error: unknown) => error)) as Failure;
    expect(failure.text).toContain('The release v1.1.0 is not immutable.');
    expect(failure.text).toContain(`v1 still names ${first}`);
    expect(failure.text).toContain('Enable release immutability');
    expect(named('v1')).toBe(first);
  });

  test('a major tag that somebody moved elsewhere is left alone', async () => {
    hosted.git('checkout', '--quiet', '-b', 'side', first);
    hosted.git('commit', '--quiet', '--allow-empty', '-m', 'Elsewhere');
    hosted.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/tags/v1');
    hosted.git('checkout', '--quiet', 'main');
    const facts = await gatherFacts(hosted.place, 'v1.1.0');
    expect(facts.forwards).toBe(false);
    expect(judge(facts).problems).toEqual([expect.stringContaining('it only moves forwards')]);
  });

  test('a shallow clone that lacks the commit of the major tag is told to fetch it', async () => {
    const shallow = join(hosted.place.cwd, '../shallow');
    hosted.git('clone', '--quiet', '--depth=1', `file://${join(hosted.place.cwd, '../remote.git')}`, shallow);
    await expect(gatherFacts({ ...hosted.place, cwd: shallow }, 'v1.1.0')).rejects.toThrow('not in this shallow clone');
  });

  test('the tag of an annotated version counts by its commit', async () => {
    hosted.git('tag', '--annotate', '-m', 'By hand', 'v1.0.1', first);
    hosted.git('push', '--quiet', 'origin', 'v1.0.1');
    expect((await gatherFacts(hosted.place, 'v1.1.0')).tags.get('v1.0.1')).toBe(first);
  });

  test('checksums are of everything that users run, and sha256sum agrees', async () => {
    const files = await publishedFiles(hosted.place);
    expect(files).toEqual([
      '.github/workflows/deploy.yml',
      'action.yml',
      'actions/gate/action.yml',
      'dist/release/a b.js',
      'dist/release/index.js',
      'script/prepare-server.sh',
    ]);
    const list = join(hosted.place.cwd, '../checksums.txt');
    writeFileSync(list, checksums(hosted.place.cwd, files));
    const verify = (): string =>
      execFileSync('sha256sum', ['--check', '--strict', list], { cwd: hosted.place.cwd, stdio: 'pipe' }).toString();
    expect(verify()).toContain('dist/release/index.js: OK');
    hosted.write({ 'dist/release/index.js': `${bundle} ` });
    expect(verify).toThrow();
  });

  test('script/release says on a machine without GitHub what it would do, and does it nowhere', () => {
    copyScripts(hosted);
    const ready = hosted.commit('Scripts', {});
    const run = (...args: string[]): { status: number | null; text: string } => {
      const { status, stdout, stderr } = spawnSync(join(hosted.place.cwd, 'script/release'), args, { env: hosted.place.env });
      return { status, text: `${stdout}${stderr}` };
    };
    const checked = run('check', 'v1.1.0');
    expect(checked).toMatchObject({ status: 0, text: expect.stringContaining(`v1.1.0 can be published from ${ready}`) });
    expect(checked.text).toContain(`move the tag v1 forwards from ${first}`);
    expect(run('check', 'v1.0.0')).toMatchObject({ status: 1, text: expect.stringContaining('v1.0.0 exists already') });
    expect(run('publish', 'v1.1.0')).toMatchObject({ status: 1, text: expect.stringContaining('gh workflow run publish.yml') });
    expect(run('checksums')).toMatchObject({ status: 0, text: expect.stringContaining('Wrote .cache/release/checksums.txt: 6 files.') });
    mkdirSync(join(hosted.place.cwd, 'dist/new'));
    hosted.write({ 'dist/new/index.js': 'not committed' });
    expect(run('check', 'v1.1.0')).toMatchObject({ status: 1, text: expect.stringContaining('(dist/new/index.js)') });
    expect(run('nonsense')).toMatchObject({ status: 2, text: expect.stringContaining('script/release check VERSION') });
    expect(hosted.calls()).toEqual([]);
  });
});
