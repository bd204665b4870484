import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action';
import { keyOf, parseConfig, readSettings, settingsFor } from '../src/index.ts';

const file = '.github/slipway.yml';
const good = `project: notes
images:
  backend:
    image: registry.example.com/notes/backend
    context: backend
backup:
  destination: /var/backups/notes
  age-recipients: [age1abc]
switch:
  bake-time: 10s
environments:
  staging:
    host: staging.example.com
    backup: false
  production:
    host: app.example.com
    port: 2222
    switch:
      bake-time: 5m
`;

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('an environment takes the keys of the file, and its own before them', () => {
  const config = parseConfig(good, file);
  const production = settingsFor(config, 'production', file);
  expect(production).toMatchObject({
    host: 'app.example.com',
    port: 2222,
    switch: { 'bake-time': '5m' },
    'compose-file': 'docker-compose.yml',
  });
  expect(production.backup).toMatchObject({ destination: '/var/backups/notes' });
  expect(settingsFor(config, 'staging', file).backup).toBe(false);
  expect(settingsFor(config, 'staging', file).switch).toEqual({ 'bake-time': '10s' });
});

test('every problem is reported in one failure, each at its own line and column, with the nearest key', () => {
  const bad = good
    .replace('context: backend', 'contxt: backend')
    .replace('port: 2222', 'port: twenty')
    .replace('bake-time: 5m', 'bake-time: soon');
  const failure = failureOf(() => parseConfig(bad, file));
  expect(failure.reason).toBe('config-invalid');
  expect(failure.message).toContain(`${file}:5:5 images.backend.contxt: is not a key here; did you mean context`);
  expect(failure.message).toContain(`${file}:17:5 environments.production.port: must be`);
  expect(failure.message).toContain(`${file}:19:7 environments.production.switch.bake-time: is not a duration`);
  expect(failure.details.annotations?.map((annotation) => annotation.line)).toEqual([5, 17, 19]);
});

test('a missing key is reported at the line of its parent', () => {
  const failure = failureOf(() => parseConfig(good.replace('    image: registry.example.com/notes/backend\n', ''), file));
  expect(failure.message).toContain(`${file}:3:3 images.backend.image: is missing`);
});

test('text that is no YAML is reported where it breaks', () => {
  const failure = failureOf(() => parseConfig('project: notes\nimages: [\n', file));
  expect(failure.reason).toBe('config-invalid');
  expect(failure.message).toMatch(/slipway\.yml:3:1 is not valid YAML/);
});

test('an unknown environment is refused with the known ones and the nearest', () => {
  const failure = failureOf(() => settingsFor(parseConfig(good, file), 'prodction', file));
  expect(failure.reason).toBe('unknown-environment');
  expect(failure.message).toContain("no environment 'prodction': staging, production; did you mean production");
});

test('an environment must be named where there are several', () => {
  expect(failureOf(() => settingsFor(parseConfig(good, file), undefined, file)).reason).toBe('unknown-environment');
});

test('a setting is found in the file under the key that it came from', () => {
  const config = parseConfig(good, file);
  const production = settingsFor(config, 'production', file);
  expect(keyOf(production, 'switch.bake-time')).toBe('environments.production.switch.bake-time');
  expect(keyOf(production, 'host')).toBe('environments.production.host');
  expect(keyOf(production, 'backup.destination')).toBe('backup.destination');
  expect(keyOf(settingsFor(config, 'staging', file), 'backup')).toBe('environments.staging.backup');
});

test('several databases are a list that is not empty', () => {
  const text = (value: string): string => good.replace('backup:\n', `backup:\n  databases: ${value}\n`);
  expect(settingsFor(parseConfig(text('[notes, tenant_*]'), file), 'production', file).backup).toMatchObject({
    databases: ['notes', 'tenant_*'],
  });
  for (const value of ['[]', 'notes', "['']"]) expect(() => parseConfig(text(value), file)).toThrow(/backup\.databases/);
});

test('the age that a backup may have is a duration', () => {
  const failure = failureOf(() => parseConfig(good.replace('  age-recipients', '  max-age: daily\n  age-recipients'), file));
  expect(failure.message).toContain(`${file}:8:3 backup.max-age: is not a duration`);
});

test('the file is read in the checkout, wherever the process stands', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-config-'));
  try {
    writeFileSync(join(workspace, 'slipway.yml'), good);
    expect((await readSettings('slipway.yml', 'production', workspace)).port).toBe(2222);
    await expect(readSettings('slipway.yml', 'prod', workspace)).rejects.toMatchObject({ reason: 'unknown-environment' });
    await expect(readSettings('none.yml', 'production', workspace)).rejects.toMatchObject({
      reason: 'config-missing',
      message: `none.yml cannot be read in ${workspace}.`,
    });
  } finally {
    rmSync(workspace, { recursive: true });
  }
});
