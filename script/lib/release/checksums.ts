import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../packages/action/src/failure.ts';
import { git, type Place } from '../command.ts';

/** actions/attest-build-provenance takes at most this many lines of subject-checksums. */
const subjectLimit = 1024;

/** What users run as root on their servers. */
const onServers = 'script/prepare-server.sh';

/** The files that users run: bundles, action.yml files and callable workflows, which `uses:` reaches, and what prepares a server; sorted by their bytes. */
export async function publishedFiles(place: Place): Promise<string[]> {
  const paths = ['dist', 'action.yml', 'actions/*/action.yml', '.github/workflows/*.yml', onServers];
  const listed = await git(place, ['ls-files', '-z', '--', ...paths]);
  const files = listed.split('\0').filter((file) => file !== '' && (!file.startsWith('.github/') || isCallable(join(place.cwd, file))));
  if (!files.some((file) => file.startsWith('dist/')) || !files.includes('action.yml')) {
    throw new Failure('no-bundles', 'This commit holds no bundle or no action.yml.', { hint: 'Run script/build and commit dist/.' });
  }
  return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function isCallable(path: string): boolean {
  return existsSync(path) && /^ {2}workflow_call:/m.test(readFileSync(path, 'utf8'));
}

/** Lines that `sha256sum --check` takes. @throws Failure where a file is missing in the work tree */
export function checksums(folder: string, files: readonly string[]): string {
  if (files.length >= subjectLimit) {
    throw new Failure('too-many-files', `${files.length} files are more than one attestation holds (${subjectLimit}).`, {
      hint: 'Attest them in parts.',
    });
  }
  return files
    .map((file) => {
      const path = join(folder, file);
      if (/[\n\\]/.test(file)) throw new Failure('file-name', `${JSON.stringify(file)} cannot stand in a list of checksums.`);
      if (!existsSync(path))
        throw new Failure('missing-file', `${file} belongs to the commit and is missing.`, { hint: 'Check it out again.' });
      return `${sha256(readFileSync(path))}  ${file}\n`;
    })
    .join('');
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
