// What registries and GitHub know, asked through their own clients, so that a mirror that a machine is set up for is used.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type Place } from '../command.ts';
import { compareVersions, readVersion } from '../semver.ts';
import { minimumAgeDays, type Release } from './choose.ts';
import type { Tool } from './tools.ts';

/** Dates are asked for so many of the newest, where each is a question of its own. */
const dated = 8;

export function releasesOf(place: Place, tool: Tool): Promise<Release[]> {
  switch (tool.kind) {
    case 'npm':
      return npmReleases(place, tool.name);
    case 'go':
      return goReleases(place, tool.name, tool.version);
    case 'python':
      return pythonReleases(place, tool.name);
  }
}

async function npmReleases(place: Place, name: string): Promise<Release[]> {
  const { stdout } = await ask(place, 'npm', ['view', name, 'time', '--json']);
  const times = JSON.parse(stdout) as Record<string, string>;
  return Object.entries(times).map(([version, time]) => ({ version, published: Date.parse(time) }));
}

async function goReleases(place: Place, module: string, current: string): Promise<Release[]> {
  // Outside of a module, so that none of ours is asked about.
  const list = async (...args: string[]): Promise<{ Versions?: string[]; Time?: string }> =>
    JSON.parse((await ask({ ...place, cwd: '/' }, 'go', ['list', '-m', ...args])).stdout);
  const from = readVersion(current);
  const newer = ((await list('-versions', '-json', `${module}@latest`)).Versions ?? [])
    .flatMap((text) => {
      const version = readVersion(text);
      return version && from && compareVersions(version, from) > 0 ? [{ text, version }] : [];
    })
    .sort((a, b) => compareVersions(b.version, a.version))
    .slice(0, dated);
  const releases: Release[] = [];
  for (const { text } of newer)
    releases.push({ version: text, published: Date.parse((await list('-json', `${module}@${text}`)).Time ?? '') });
  return releases;
}

/** pip names no dates, but can be told to know nothing younger: its newest is old enough. @throws Failure where the index has no dates */
async function pythonReleases(place: Place, name: string): Promise<Release[]> {
  const venv = join(place.cwd, '.cache/update/venv');
  const pip = join(venv, 'bin/pip');
  if (!existsSync(pip)) {
    await ask(place, 'python3', ['-m', 'venv', venv]);
    await ask(place, pip, ['install', '--quiet', '--disable-pip-version-check', 'pip>=26']);
  }
  const args = ['install', '--quiet', '--dry-run', '--ignore-installed', '--no-deps', '--only-binary=:all:', '--report', '-'];
  const { stdout } = await ask(place, pip, [...args, '--uploaded-prior-to', `P${minimumAgeDays}D`, name]);
  const report = JSON.parse(stdout) as { install: { metadata: { version: string } }[] };
  return report.install.map(({ metadata }) => ({ version: metadata.version, published: 0 }));
}

export async function githubReleases(place: Place, repository: string): Promise<Release[]> {
  const { stdout } = await ask(place, 'gh', ['api', `repos/${repository}/releases?per_page=100`]);
  const releases = JSON.parse(stdout) as { tag_name: string; draft: boolean; prerelease: boolean; published_at: string | null }[];
  return releases
    .filter(({ draft, prerelease }) => !draft && !prerelease)
    .map(({ tag_name, published_at }) => ({ version: tag_name, published: Date.parse(published_at ?? '') }));
}

/** The commit that a tag names, also an annotated one. */
export async function commitOfTag(place: Place, repository: string, tag: string): Promise<string> {
  const { stdout } = await ask(place, 'gh', ['api', `repos/${repository}/commits/tags/${tag}`]);
  return (JSON.parse(stdout) as { sha: string }).sha;
}
