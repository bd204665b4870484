// A repository with a remote: both are git's own, in a temporary folder; the GitHub CLI on its PATH is the stand-in.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Place } from '../../../script/lib/command.ts';
import { root } from '../../../script/lib/workspace.ts';
import type { State } from './state.ts';

export interface Hosted {
  readonly place: Place;
  git(...args: string[]): string;
  /** Git in the bare repository that stands for the one on GitHub. */
  remote(...args: string[]): string;
  write(files: Readonly<Record<string, string>>): void;
  /** Writes, commits and pushes; the commit. */
  commit(message: string, files: Readonly<Record<string, string>>): string;
  state(change?: Partial<State>): State;
  calls(): string[];
  remove(): void;
}

const author = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

export function host(files: Readonly<Record<string, string>>): Hosted {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-hosted-'));
  const bin = join(folder, 'bin');
  const cwd = join(folder, 'work');
  mkdirSync(bin);
  writeFileSync(join(bin, 'gh'), `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'test/repository/stand-in/gh.ts')}' "$@"\n`);
  chmodSync(join(bin, 'gh'), 0o755);
  const path = [bin, dirname(process.execPath), process.env['PATH']].join(':');
  const env = { ...author, PATH: path, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GH_STAND_IN: folder };
  const run = (at: string, ...args: string[]): string => execFileSync('git', args, { cwd: at, env, stdio: 'pipe' }).toString().trim();
  run(folder, 'init', '--quiet', '--bare', '--initial-branch=main', 'remote.git');
  run(folder, 'clone', '--quiet', 'remote.git', 'work');
  run(cwd, 'switch', '--quiet', '-c', 'main');

  const file = join(folder, 'state.json');
  const empty: State = { releases: [], pulls: [], actions: {}, immutable: true, refuse: [] };
  writeFileSync(file, JSON.stringify(empty));
  const hosted: Hosted = {
    place: { cwd, env },
    git: (...args) => run(cwd, ...args),
    remote: (...args) => run(join(folder, 'remote.git'), ...args),
    write(contents) {
      for (const [name, text] of Object.entries(contents)) {
        mkdirSync(dirname(join(cwd, name)), { recursive: true });
        writeFileSync(join(cwd, name), text);
      }
    },
    commit(message, contents) {
      hosted.write(contents);
      run(cwd, 'add', '--all');
      run(cwd, 'commit', '--quiet', '--allow-empty', '-m', message);
      run(cwd, 'push', '--quiet', 'origin', 'HEAD:main');
      return run(cwd, 'rev-parse', 'HEAD');
    },
    state(change) {
      const now = { ...(JSON.parse(readFileSync(file, 'utf8')) as State), ...change };
      writeFileSync(file, JSON.stringify(now));
      return now;
    },
    calls() {
      const log = join(folder, 'calls.jsonl');
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
      return lines.map((line) => (JSON.parse(line) as string[]).join(' '));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  hosted.commit('First', files);
  return hosted;
}

/** The scripts themselves, so that a hosted repository can run its own. */
export function copyScripts(hosted: Hosted): void {
  for (const part of ['script', 'packages/action/src', 'packages/action/package.json']) {
    cpSync(join(root, part), join(hosted.place.cwd, part), { recursive: true });
  }
  hosted.write({ '.gitignore': 'node_modules/\n.cache/\n', 'package.json': '{"name": "suite", "version": "1.1.0", "type": "module"}\n' });
}
