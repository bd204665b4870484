import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '@slipway/action';
import { root } from './workspace.ts';

/** What is generated from an action's contract: path in the repository to content. @throws Error where the README has no marks */
export async function generatedFiles(action: string): Promise<Map<string, string>> {
  // Loaded late: both are results of the compiler, which has only just run.
  const { fillReadme, renderActionYml, renderSchema } = await import('@slipway/action/generate');
  const contract = await readContract(action);
  const readme = `actions/${action}/README.md`;
  const files = new Map([
    [`actions/${action}/action.yml`, renderActionYml(contract, `../../dist/${action}/index.js`)],
    [`actions/${action}/inputs.schema.json`, renderSchema(contract)],
  ]);
  // A README is written by a person; a test misses one that is not there.
  if (existsSync(join(root, readme))) files.set(readme, fillReadme(readFileSync(join(root, readme), 'utf8'), contract));
  const checks = join(root, 'actions', action, 'build/file/schema.js');
  if (existsSync(checks)) {
    const { renderChecksSchema } = (await import(pathToFileURL(checks).href)) as { renderChecksSchema: () => string };
    files.set(`actions/${action}/checks.schema.json`, renderChecksSchema());
  }
  if (action === 'release') files.set('action.yml', renderActionYml(contract, 'dist/release/index.js'));
  return files;
}

/** The contract as the compiler left it. */
export async function readContract(action: string): Promise<Contract> {
  const url = pathToFileURL(join(root, 'actions', action, 'build/contract.js')).href;
  const { contract } = (await import(url)) as { contract: Contract };
  if (contract.name !== action) throw new Error(`actions/${action}/src/contract.ts names itself ${contract.name}`);
  return contract;
}
