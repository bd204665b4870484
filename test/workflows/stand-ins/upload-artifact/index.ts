import { appendFileSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';

const folder = resolve(process.env['INPUT_PATH'] ?? '');
const files = globSync('**/*', { cwd: folder, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => resolve(entry.parentPath, entry.name));
if (files.length === 0) throw new Error(`There is no file in ${folder}.`);
const { id } = await new DefaultArtifactClient().uploadArtifact(process.env['INPUT_NAME'] ?? '', files, folder);
appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `artifact-id=${id}\n`);
