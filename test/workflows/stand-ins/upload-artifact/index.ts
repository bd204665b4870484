import { appendFileSync, globSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';

const name = process.env['INPUT_NAME'] ?? '';
const path = resolve(process.env['INPUT_PATH'] ?? '');
const single = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const folder = single ? dirname(path) : path;
const within = (): string[] =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name));
const files = single ? [path] : within();
if (files.length === 0) throw new Error(`There is no file in ${folder}.`);
const client = new DefaultArtifactClient();
if (process.env['INPUT_OVERWRITE'] === 'true') await client.deleteArtifact(name).catch(() => {});
const { id } = await client.uploadArtifact(name, files, folder);
appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `artifact-id=${id}\n`);
