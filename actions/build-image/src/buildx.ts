import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { Failure, type FailureDetails, type Host } from '@slipway/action';
import { ProgramFailure, type Shell } from '@slipway/shell';
import { type BuildPlan, buildArguments } from './arguments.ts';
import { classify, type Fault } from './classify.ts';
import { lineOfStep } from './dockerfile.ts';
import { type BuildError, readBuildError } from './progress.ts';
import { batchedLines } from './stream.ts';

export interface BuildOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly retries: number;
  /** Milliseconds that remain. @throws Failure `timeout` */
  readonly left: () => number;
}

export interface BuildMetadata {
  /** Digest of the pushed manifest; of no use where nothing was pushed. */
  readonly digest: string | undefined;
  readonly imageId: string | undefined;
}

/** Builds, and tries again where only a registry was in the way: what was built is in the cache. */
export async function build(plan: BuildPlan, options: BuildOptions, ports: Host & { readonly shell: Shell }): Promise<BuildMetadata> {
  for (let attempt = 0; ; attempt++) {
    const error = await attemptBuild(plan, options, ports);
    if (!error) return readMetadata(plan.metadataFile);
    const fault = classify(error);
    if (!fault.transient || attempt >= options.retries) throw await buildFailure(plan, fault, error, options.cwd);
    const pause = Math.min(1000 * 3 ** attempt * (1 + Math.random()), options.left());
    ports.log.warn(
      `Attempt ${attempt + 1} of ${options.retries + 1} failed (${error.message}); another one follows in ${Math.ceil(pause / 1000)} s.`,
    );
    await ports.clock.sleep(pause);
  }
}

async function attemptBuild(
  plan: BuildPlan,
  options: BuildOptions,
  ports: Host & { readonly shell: Shell },
): Promise<BuildError | undefined> {
  const tail: string[] = [];
  const lines = batchedLines(ports.log);
  try {
    await ports.shell.run(buildArguments(plan), {
      env: options.env,
      secrets: options.secrets,
      cwd: options.cwd,
      deadline: options.left(),
      signal: ports.signal,
      onLine(line) {
        lines.line(line);
        tail.push(line);
        if (tail.length > 400) tail.shift();
      },
    });
    return undefined;
  } catch (error) {
    if (error instanceof ProgramFailure) return readBuildError(tail);
    throw error;
  } finally {
    lines.flush();
  }
}

async function readMetadata(file: string): Promise<BuildMetadata> {
  const metadata: unknown = JSON.parse(await readFile(file, 'utf8'));
  const value = (key: string): string | undefined => {
    const found = (metadata as Record<string, unknown>)[key];
    return typeof found === 'string' ? found : undefined;
  };
  return { digest: value('containerimage.digest'), imageId: value('containerimage.config.digest') };
}

const hints: Readonly<Record<Fault['reason'], string>> = {
  'build-failed': 'Mend the Dockerfile or what it copies; `docker build` shows the same on any machine.',
  'base-image-unavailable': 'Check the name after FROM, and sign in first (docker login) where its registry asks for it.',
  'docker-unavailable': 'Start Docker on the runner.',
  'push-failed': 'Check that the repository exists and takes this kind of image.',
  'registry-refused': 'Check registry-username and registry-password. On GitHub: permissions: packages: write.',
  'registry-error': 'Look at the status page of the registry, and run the job again: what was built is in the cache.',
  'registry-unreachable': 'Check that the Docker engine can reach the registry.',
};

const contextsHint =
  'build-contexts need Docker 23 or newer, or a builder in a container: docker buildx create --driver docker-container --use.';

async function buildFailure(plan: BuildPlan, fault: Fault, error: BuildError, workspace: string): Promise<Failure> {
  const file = relative(workspace, plan.file);
  const line = error.line ?? lineOfStep(await readFile(plan.file, 'utf8').catch(() => ''), error.step ?? '');
  const place = line === undefined ? file : `${file}:${line}`;
  const blamesFile = fault.reason === 'build-failed' || fault.reason === 'base-image-unavailable';
  const said = error.output.length > 0 ? `\n${error.output.join('\n')}\n` : '';
  const step = error.step ? `Step ${error.step}` : 'The build';
  const details: FailureDetails = {
    state: blamesFile ? 'Nothing was pushed.' : 'No tag was changed.',
    hint: /unsupported frontend capability .*contexts/.test(error.message) ? contextsHint : hints[fault.reason],
    annotations:
      blamesFile && line !== undefined ? [{ level: 'error', title: error.step ?? 'Build', message: error.message, file, line }] : [],
  };
  return new Failure(fault.reason, `${step} failed${blamesFile ? ` (${place})` : ''}: ${error.message}${said || '.'}`, details);
}
