import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { failureOf } from '../../../test/engines/host.ts';
import type { FakeGitHub } from '../../../test/github/api.ts';
import { run } from '../src/run.ts';
import { hostOf, inputsOf, startFake } from './github.ts';

let folder: string;
let github: FakeGitHub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'));
  await writeFile(join(folder, 'docker-compose.yml'), 'services:\n  backend: { ports: ["8000:80"] }\n  db: {}\n');
  await write('backend');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => github.close());

async function write(service: string): Promise<void> {
  const lines = [
    'project: notes',
    `images: { ${service}: { image: registry.example.com/notes } }`,
    'environments: { production: { host: app.example.com } }',
  ];
  await writeFile(join(folder, 'slipway.yml'), lines.join('\n'));
}
const plan = (more: Record<string, string> = {}) => inputsOf({ mode: 'plan', config: 'slipway.yml', ...more });

test('the plan needs neither server nor key, and says what is released and what stays', async () => {
  github = await startFake();
  const { outcome, summary } = await run(plan(), hostOf(github, folder));
  expect(outcome).toBe('planned');
  expect(summary).toMatch(
    /on `app\.example\.com`[\s\S]*`backend` from `\.` as `registry\.example\.com\/notes`[\s\S]*ports `backend 8000:80`[\s\S]*\| `db` \|/,
  );
  expect(github.requests).toEqual([]);
});

test('on a pull request it is one comment; where the token may not write, the summary alone', async () => {
  github = await startFake();
  github.state.addPull({ number: 9 });
  const host = hostOf(github, folder, { ref: 'refs/pull/9/merge' });
  await run(plan({ comment: 'true' }), host);
  await run(plan({ comment: 'true' }), host);
  expect([...github.state.comments.values()].map(({ body }) => /### Plan/.test(body))).toEqual([true]);
  await github.close();
  github = await startFake({ 'pull-requests': 'read', issues: 'read' });
  github.state.addPull({ number: 9 });
  const fork = hostOf(github, folder, { ref: 'refs/pull/9/merge' });
  expect((await run(plan({ comment: 'true' }), fork)).outcome).toBe('planned');
  expect(fork.text()).toContain('The plan is in the summary.');
});

test('a service that the compose file does not have is found before anything runs', async () => {
  github = await startFake();
  await write('bakend');
  expect((await failureOf(run(plan(), hostOf(github, folder)))).reason).toBe('unknown-service');
  await write('backend');
});
