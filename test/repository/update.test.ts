import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../script/lib/release/checksums.ts';
import { updateActions, updateTrivy } from '../../script/lib/update/find.ts';
import { updateNpm } from '../../script/lib/update/npm.ts';
import { branch, propose } from '../../script/lib/update/propose.ts';
import { Report } from '../../script/lib/update/report.ts';
import { type Hosted, host } from './stand-in/hosted.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-20T00:00:00Z');
const ago = (days: number): number => now - days * day;
const [old, young] = ['a'.repeat(40), 'b'.repeat(40)];
const pinned = (commit: string, version: string): string => `      - uses: team/action/sub@${commit} # ${version}\n`;

describe('a repository with a remote, and a stand-in for the GitHub CLI', () => {
  let hosted: Hosted;
  const said: string[] = [];
  const workflow = '.github/workflows/ci.yml';
  const trivy = (version: string): string => `      trivy-version:\n        type: string\n        default: ${version}\n`;
  beforeEach(() => {
    hosted = host({ [workflow]: `${pinned(old, 'v1.2.0')}${trivy('v0.69.3')}`, 'README.md': `# Use\n\n${pinned(old, 'v1.2.0')}` });
    said.length = 0;
  });
  afterEach(() => hosted.remove());

  const release = (tag: string, days: number): object => ({
    tag_name: tag,
    draft: false,
    prerelease: false,
    published_at: new Date(ago(days)).toISOString(),
  });

  test('actions and Trivy are brought up to date everywhere they stand, with dates', async () => {
    hosted.state({
      actions: {
        'team/action': { releases: [release('v1.3.0', 9), release('v1.4.0', 1)], commits: { 'v1.2.0': old, 'v1.3.0': young } },
        'aquasecurity/trivy': { releases: [release('v0.69.4', 30)], commits: {} },
      },
    });
    const report = new Report();
    await updateActions({ place: hosted.place, report, now });
    await updateTrivy({ place: hosted.place, report, now });
    const text = (file: string): string => readFileSync(join(hosted.place.cwd, file), 'utf8');
    expect(text(workflow)).toBe(`${pinned(young, 'v1.3.0')}${trivy('v0.69.4')}`);
    expect(text('README.md')).toBe(`# Use\n\n${pinned(young, 'v1.3.0')}`);
    expect(report.attention).toEqual([]);
    expect(report.render()).toContain('| `team/action` | `v1.2.0` | `v1.3.0` | 2026-11-11 |');
    expect(report.render()).toContain('| `team/action` | v1.4.0 is younger than 7 days |');
  });

  test('a tag that names another commit than the pin is left for a person, and so is what does not answer', async () => {
    hosted.state({ actions: { 'team/action': { releases: [release('v1.3.0', 9)], commits: { 'v1.2.0': young, 'v1.3.0': young } } } });
    const report = new Report();
    await updateActions({ place: hosted.place, report, now });
    await updateTrivy({ place: hosted.place, report, now });
    expect(report.changes).toEqual([]);
    expect(report.attention.map(({ why }) => why)).toEqual([
      `pinned to ${old} as v1.2.0, but that tag names ${young}: the comment is wrong, or the tag was moved`,
      expect.stringMatching(/^not looked at: gh api .* HTTP 404: Not Found\.$/),
    ]);
    expect(hosted.git('status', '--porcelain')).toBe('');
  });

  test.each([
    [0, ['js-yaml']],
    [1, []],
  ])('where npm ends with %i for the lock, manifests and lock change together or not at all', async (code, taken) => {
    const manifest = '{\n  "dependencies": {\n    "js-yaml": "4.1.0"\n  }\n}\n';
    hosted.write({ 'package.json': manifest, 'package-lock.json': '{"packages": {}}\n' });
    const npm = join(hosted.place.cwd, '../bin/npm');
    const times = JSON.stringify({ '4.1.1': new Date(ago(8)).toISOString() });
    // A stand-in for npm: it knows one package, and writes half a lock where it fails.
    const fails = `echo half > package-lock.json\necho ETARGET >&2\nexit ${code}`;
    writeFileSync(npm, `#!/bin/sh\nif [ "$1" = view ]; then echo '${times}'; exit 0; fi\n${code === 0 ? '' : fails}\n`);
    chmodSync(npm, 0o755);
    const report = new Report();
    await updateNpm({ place: hosted.place, report, now });
    expect(report.changes.map(({ what }) => what)).toEqual(taken);
    expect(report.attention).toEqual(code === 0 ? [] : [{ what: 'npm', why: expect.stringContaining('ETARGET') }]);
    const text = (file: string): string => readFileSync(join(hosted.place.cwd, file), 'utf8');
    expect(text('package.json')).toBe(code === 0 ? manifest.replace('4.1.0', '4.1.1') : manifest);
    expect(text('package-lock.json')).toBe('{"packages": {}}\n');
  });

  test('nothing that comes from elsewhere leaves its cell', () => {
    const report = new Report();
    report.changes.push({ what: 'a`b|c', from: '1', to: '<img>', published: 0 });
    report.attention.push({ what: 'x', why: '| [click](https://evil.example)\n# now' });
    expect(report.render()).not.toMatch(/^# now|[^\\]\| \[click\]/m);
  });

  /** A patch as `script/update find` leaves it, proposed from a clean checkout of main. */
  async function offer(content: string, expected?: string): Promise<void> {
    hosted.write({ 'README.md': content });
    const patch = join(hosted.place.cwd, '../update.patch');
    const diff = hosted.git('diff', '--binary', 'HEAD');
    writeFileSync(patch, diff === '' ? '' : `${diff}\n`);
    hosted.git('checkout', '--quiet', '--', '.');
    const body = join(hosted.place.cwd, '../report.md');
    writeFileSync(body, `report for ${content}`);
    const hash = expected ?? sha256(readFileSync(patch));
    try {
      await propose(hosted.place, { repository: 'team/suite', patch, expected: hash, body, say: (line) => said.push(line) });
    } finally {
      hosted.git('reset', '--quiet', '--hard', 'HEAD');
    }
  }
  const remoteText = (): string => hosted.remote('show', `${branch}:README.md`);

  test('one pull request is opened, and brought up to date from then on', async () => {
    await offer('first');
    expect(remoteText()).toBe('first');
    await offer('second');
    const main = hosted.commit('Something else', { 'other.md': 'x' });
    await offer('third');
    expect(remoteText()).toBe('third');
    expect(hosted.remote('log', '--format=%an', branch, `^${main}`)).toBe('github-actions[bot]');
    expect(hosted.remote('rev-parse', `${branch}^`)).toBe(main);
    expect(hosted.state().pulls).toEqual([{ number: 1, head: branch, body: 'report for third' }]);
    const tip = hosted.remote('rev-parse', branch);
    await offer('third');
    expect([said.includes(`${branch} holds this already.`), hosted.remote('rev-parse', branch)]).toEqual([true, tip]);
  });

  test('work of somebody else on the branch is not pushed over', async () => {
    await offer('first');
    hosted.git('fetch', '--quiet', 'origin', branch);
    hosted.git('checkout', '--quiet', '-b', 'mine', 'FETCH_HEAD');
    hosted.git('commit', '--quiet', '--allow-empty', '-m', 'Mend it');
    hosted.git('push', '--quiet', 'origin', `HEAD:${branch}`);
    hosted.git('checkout', '--quiet', 'main');
    const tip = hosted.remote('rev-parse', branch);
    await expect(offer('second')).rejects.toThrow(`Somebody else has committed to ${branch}`);
    expect(hosted.remote('rev-parse', branch)).toBe(tip);
  });

  test('another patch than the one that was made is not pushed, and an empty one proposes nothing', async () => {
    await expect(offer('first', sha256('something else'))).rejects.toThrow('not the one that was made');
    await offer(readFileSync(join(hosted.place.cwd, 'README.md'), 'utf8'));
    expect(said).toEqual(['Everything is current: nothing to propose.']);
    expect([hosted.remote('branch', '--list', branch), hosted.calls()]).toEqual(['', []]);
  });
});
