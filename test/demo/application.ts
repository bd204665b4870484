import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout, type Version } from '../apps/notes/apply.ts';
import { run } from '../target/docker.ts';

/** What the Slipway file of the demo depends on. */
export interface Setting {
  readonly registry: string;
  readonly sshPort: number;
  /** Address of the application as its users know it. */
  readonly url: string;
  readonly recipient: string;
  /** Folder with the Python wheels, given to the build by name; undefined where an image of that name stands in for it. */
  readonly wheels: string | undefined;
}

/** The file that a team writes once. */
export function slipwayFile({ registry, sshPort, url, recipient, wheels }: Setting): string {
  const context = wheels === undefined ? '' : `\n    build-contexts:\n      wheels: ${JSON.stringify(wheels)}`;
  return `project: notes
images:
  backend:
    image: ${registry}/notes/backend
    context: backend
    build-args:
      APP_VERSION: '{{version}}'${context}
  frontend:
    image: ${registry}/notes/frontend
    context: frontend
    build-args:
      APP_VERSION: '{{version}}'
scan:
  fail-on: [critical, high]
backup:
  destination: /var/backups/notes
  age-recipients: [${recipient}]
  verify: restore
migrate:
  service: backend
switch:
  service: backend
  bake-time: 8s
smoke:
  url: ${url}/health
environments:
  production:
    host: 127.0.0.1
    port: ${sshPort}
    username: deploy
`;
}

/** The application at a version, committed: what a push to the main branch is for a team. @returns the commit */
export async function commitVersion(folder: string, version: Version, slipway: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
  await checkout(version, folder);
  await mkdir(join(folder, '.github'), { recursive: true });
  await writeFile(join(folder, '.github/slipway.yml'), slipway);
  await git(folder, ['add', '--all']);
  const author = ['-c', 'user.name=Developer', '-c', 'user.email=developer@example.com', '-c', 'commit.gpgsign=false'];
  await git(folder, [...author, 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', `notes ${version}`]);
  return git(folder, ['rev-parse', 'HEAD']);
}

export async function git(folder: string, args: readonly string[]): Promise<string> {
  const ran = await run(['git', '-C', folder, ...args], { timeoutSeconds: 30 });
  if (ran.code !== 0) throw new Error(`git ${args.join(' ')}: ${ran.stderr.trim() || ran.stdout.trim()}`);
  return ran.stdout.trim();
}
