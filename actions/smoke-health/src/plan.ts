import { readFile } from 'node:fs/promises';
import { Failure, insideOf, messageOf } from '@slipway/action';
import type { Inputs } from './contract.ts';
import type { Plan, PlannedCheck } from './planned.ts';
import { problemOf } from './problem.ts';
import { measuring, readCheck, refuseBadInputs } from './read-check.ts';
import { expectationOf, loosely, mannerOf, requestOf } from './request.ts';

/** What a plan is made with, besides the inputs. */
export interface PlanPorts {
  readonly context: { readonly workspace: string };
  /** Of the step; files of checks are filled from it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The commit of the run, where it is what was deployed. */
  readonly commit?: string;
  /** Somebody without write access may have written what is asked. */
  readonly untrusted?: boolean;
}

/**
 * Every check that the inputs ask for, with all that can be wrong found before anything is asked.
 * @throws Failure `bad-input`, `bad-condition`, `checks-missing`, `checks-invalid`
 */
export async function planChecks(inputs: Inputs, ports: PlanPorts): Promise<Plan> {
  refuseBadInputs(inputs);
  const own = ownCheck(inputs, ports.commit);
  for (const { check } of own) {
    const problem = await problemOf(check);
    if (problem !== undefined) throw problem;
  }
  const packs = await packChecks(inputs, ports.commit);
  const file = await fileChecks(inputs, ports);
  return { checks: [...own, ...packs, ...file.checks], warnings: file.warnings };
}

/** With a file or a pack, `url` alone says only where their paths begin. */
function ownCheck(inputs: Inputs, commit: string | undefined): readonly PlannedCheck[] {
  const alone = inputs['checks-file'] === undefined && inputs.pack.length === 0;
  const named = (
    ['expect-status', 'expect-body', 'expect-digest', 'version-path', 'version-header', 'samples', 'soak', 'compare-to'] as const
  ).some((name) => inputs[name] !== undefined);
  if (inputs.url === undefined || !(alone || named || inputs.checks.length > 0 || inputs.method !== 'GET')) return [];
  return [{ check: readCheck(inputs, inputs.url, commit) }];
}

async function packChecks(inputs: Inputs, commit: string | undefined): Promise<readonly PlannedCheck[]> {
  if (inputs.pack.length === 0 || inputs.url === undefined) return [];
  const { readPacks } = await import('./packs/index.ts');
  const expectVersion = loosely(expectationOf(inputs, commit));
  return readPacks(inputs.pack, inputs.url, { ...mannerOf(inputs), ...requestOf(inputs), expectVersion });
}

async function fileChecks(inputs: Inputs, { context, environment = {}, commit, untrusted = false }: PlanPorts): Promise<Plan> {
  const file = inputs['checks-file'];
  if (file === undefined) return { checks: [], warnings: [] };
  const { readChecks } = await import('./file/read-file.ts');
  const source = await readInside(context.workspace, file).catch((cause: unknown) => {
    throw new Failure('checks-missing', `${file} cannot be read in ${context.workspace}: ${messageOf(cause)}.`, {
      state: 'Nothing was asked.',
      hint: 'Check the input checks-file, and that a step before this one checks the repository out.',
      cause,
    });
  });
  const own = inputs.url === undefined ? undefined : new URL(inputs.url);
  const host = own?.host;
  return readChecks(source, file, {
    base: inputs.url,
    environment,
    // The workflow chose `url`; a file that came with a pull request may name any server to send a secret to.
    mayFill: (url) => !untrusted || (own !== undefined && url?.protocol === own.protocol && url.host === own.host),
    common: mannerOf(inputs),
    measuring: (conditions) => measuring(inputs, conditions, false),
    // The file may ask servers of others, whose versions are their own: without `url` nobody says which one is the application.
    expectVersion: (url) => {
      const expectation = expectationOf(inputs, commit);
      if (host === undefined) return loosely(expectation);
      return url.host === host ? { ...expectation, required: false } : undefined;
    },
    readFile: (path) => readInside(context.workspace, path).catch(() => undefined),
  });
}

async function readInside(workspace: string, path: string): Promise<string> {
  const file = await insideOf(workspace, path);
  if (file === undefined) throw new Error('it is no file of the workspace, or a link leads out of it');
  return readFile(file, 'utf8');
}
