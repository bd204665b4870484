import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { badInputs, Failure, formatDuration, holdsSecret, withDetails } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { BuildPlan, Destination } from './arguments.ts';
import { type Builder, findBuilder } from './builder.ts';
import { build } from './buildx.ts';
import { candidateTag } from './candidate.ts';
import { startDeadline } from './deadline.ts';
import { openWorkbench, type Workbench } from './docker-config.ts';
import { imageLabels, type Origin, readOrigin } from './labels.ts';
import { pairs, secretPairs } from './pairs.ts';
import { openRegistry, type Registry } from './registry.ts';
import { parseRepository, type Repository } from './repository.ts';
import type { BuildInputs, BuildPorts, BuildResult } from './run.ts';
import { buildSummary } from './summary.ts';
import { verifyPush } from './verify.ts';

/** Builds one image and, unless told otherwise, pushes it so that only its digest names it. */
export async function runBuild(inputs: BuildInputs, ports: BuildPorts): Promise<BuildResult> {
  const { log, shell, clock, signal, context } = ports;
  const deadline = startDeadline(clock, inputs.timeout, 'Building');
  const repository = repositoryOf(inputs.image);
  refuseSecretArguments(inputs['build-args']);
  const paths = await findPaths(inputs, context.workspace);
  const origin = await readOrigin(shell, paths.context, context);
  await using bench = await openWorkbench(shell, context.temp, repository, {
    username: inputs['registry-username'],
    password: inputs['registry-password'],
  });
  const registry = openRegistry(repository, { credentials: bench.credentials, clock, signal, retries: inputs.retries });
  const builder = await findBuilder(shell, { env: bench.env, signal });
  if (inputs.push !== 'none') await mayPush(registry);

  const tag = inputs.push === 'digest' && !builder.pushesByDigest ? candidateTag(origin.revision, context) : undefined;
  const secrets = secretPairs(inputs.secrets ?? '').map((pair, index) => ({
    id: pair.name,
    variable: `SLIPWAY_SECRET_${index}`,
    value: pair.value,
  }));
  const plan: BuildPlan = {
    ...paths,
    metadataFile: join(bench.folder, 'metadata.json'),
    target: inputs.target,
    buildArgs: pairs(inputs['build-args']),
    buildContexts: pairs(inputs['build-contexts']),
    labels: labelsOf(inputs, repository, origin),
    secrets,
    noCache: inputs['no-cache'],
    pull: inputs.pull,
    provenance: inputs.provenance,
    destination: destinationOf(inputs, repository, tag),
  };
  const candidate = tag === undefined ? '' : `${repository.name}:${tag}`;
  const metadata = await log
    .group(`Build ${repository.name}`, () =>
      build(
        plan,
        {
          env: bench.env,
          secrets: Object.fromEntries(secrets.map(({ variable, value }) => [variable, value])),
          cwd: context.workspace,
          retries: inputs.retries,
          left: deadline.left,
        },
        ports,
      ),
    )
    .finally(() => candidate && forgetLocally(candidate, bench, shell));
  const references = plan.destination.kind === 'digest' ? [] : plan.destination.references;
  const pushed = inputs.push === 'none' ? undefined : await verifyPush(registry, repository, metadata.digest, references);

  const image = pushed ? `${repository.name}@${pushed.digest}` : '';
  const tags = candidate ? [] : references;
  const facts = { image, imageId: metadata.imageId ?? '', tags, candidate, size: pushed?.size, duration: deadline.elapsed(), builder };
  log.info(
    image ? `Pushed ${image} in ${formatDuration(facts.duration)}.` : `Built ${metadata.imageId ?? repository.name}; it was not pushed.`,
  );
  if (candidate) log.info(explainCandidate(builder, candidate));
  return {
    outcome: 'built',
    image,
    digest: pushed?.digest ?? '',
    tags,
    outputs: {
      image,
      digest: pushed?.digest ?? '',
      imageid: facts.imageId,
      tags: tags.join('\n'),
      candidate,
      size: pushed?.size === undefined ? '' : String(pushed.size),
      duration: (facts.duration / 1000).toFixed(1),
    },
    summary: buildSummary(repository, facts),
  };
}

/** The repository of a checked input; another action may call without the check. */
export function repositoryOf(name: string): Repository {
  const repository = parseRepository(name);
  if ('problem' in repository) throw badInputs([{ input: 'image', message: repository.problem }]);
  return repository;
}

/** Minutes of building are wasted on an image that may not be pushed. */
async function mayPush(registry: Registry): Promise<void> {
  await registry.checkPush().catch((error: unknown) => {
    throw error instanceof Failure ? withDetails(error, { state: 'Nothing was built.' }) : error;
  });
}

function refuseSecretArguments(lines: readonly string[]): void {
  const names = pairs(lines)
    .filter(({ value }) => holdsSecret(value))
    .map(({ name }) => name);
  if (names.length === 0) return;
  throw new Failure('secret-in-build-arg', `The build argument ${names.join(', ')} holds a masked secret.`, {
    state: 'Nothing was built.',
    hint: 'Everybody who can pull the image can read its build arguments. Pass it by the input secrets, and read it with RUN --mount=type=secret.',
  });
}

async function findPaths(inputs: BuildInputs, workspace: string): Promise<{ context: string; file: string }> {
  const context = resolve(workspace, inputs.context);
  const folder = await stat(context).catch(() => undefined);
  if (!folder?.isDirectory()) {
    throw new Failure('context-missing', `The build context ${inputs.context} is ${folder ? 'a file, not a folder' : 'not there'}.`, {
      state: 'Nothing was built.',
      hint: 'Check the input context, and that actions/checkout ran before.',
    });
  }
  const file = inputs.file === undefined ? join(context, 'Dockerfile') : resolve(workspace, inputs.file);
  if (!(await stat(file).catch(() => undefined))?.isFile()) {
    throw new Failure('dockerfile-missing', `There is no Dockerfile at ${relative(workspace, file)}.`, {
      state: 'Nothing was built.',
      hint: 'The input file is relative to the repository, not to the context.',
    });
  }
  return { context, file };
}

/** The engine needed the throw-away name for the push alone; what was built stays in its cache. */
async function forgetLocally(reference: string, bench: Workbench, shell: Shell): Promise<void> {
  await shell.run(['docker', 'image', 'rm', '--no-prune', reference], { env: bench.env, allowFailure: true }).catch(() => {});
}

function labelsOf(inputs: BuildInputs, repository: Repository, origin: Origin): BuildPlan['labels'] {
  return imageLabels(origin, repository.path.split('/').at(-1) ?? repository.path, inputs.version, pairs(inputs.labels));
}

function destinationOf(inputs: BuildInputs, repository: Repository, candidate: string | undefined): Destination {
  const references = (candidate === undefined ? inputs.tags : [candidate]).map((tag) => `${repository.name}:${tag}`);
  if (inputs.push === 'none') return { kind: 'load', references };
  return inputs.push === 'digest' && candidate === undefined ? { kind: 'digest', name: repository.name } : { kind: 'push', references };
}

function explainCandidate(builder: Builder, candidate: string): string {
  return `The ${builder.driver} driver of builder ${builder.name} pushes tags only, so the image also stands under ${candidate}, which nothing deploys.`;
}
