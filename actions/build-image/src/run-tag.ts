import { badInputs, Failure, withDetails } from '@slipway/action';
import { startDeadline } from './deadline.ts';
import { openWorkbench } from './docker-config.ts';
import type { Manifest, Registry } from './registry.ts';
import { openRegistry, sizeOf } from './registry.ts';
import type { BuildInputs, BuildPorts, BuildResult } from './run.ts';
import { repositoryOf } from './run-build.ts';
import { tagSummary } from './summary.ts';

export interface TagMove {
  readonly tag: string;
  /** Where the tag led before; undefined where it is new. */
  readonly before: string | undefined;
}

/** Gives tags to a digest by copying the manifest's bytes inside the registry: what was scanned is what is tagged, and nothing is built. */
export async function runTag(inputs: BuildInputs, ports: BuildPorts): Promise<BuildResult> {
  const { log, shell, clock, signal, context } = ports;
  const deadline = startDeadline(clock, inputs.timeout, 'Tagging');
  const repository = repositoryOf(inputs.image);
  const digest = inputs.digest ?? '';
  if (!digest) throw badInputs([{ input: 'digest', message: 'is required with mode tag' }]);
  await using bench = await openWorkbench(shell, context.temp, repository, {
    username: inputs['registry-username'],
    password: inputs['registry-password'],
  });
  const registry = openRegistry(repository, { credentials: bench.credentials, clock, signal, retries: inputs.retries });
  const manifest = await registry.manifest(digest);
  if (!manifest) {
    throw new Failure('digest-missing', `${repository.name} holds no ${digest}.`, {
      state: 'No tag was changed.',
      hint: 'Check that image and digest come from the same build, and that the registry did not clean up meanwhile.',
    });
  }
  const moves = await log.group(`Tag ${repository.name}@${digest}`, () => moveTags(registry, manifest, inputs.tags, deadline.left));
  for (const { tag, before } of moves)
    log.info(`${repository.name}:${tag} leads to ${digest} ${before === undefined ? '(new)' : `(before: ${before})`}`);
  const image = `${repository.name}@${digest}`;
  const tags = inputs.tags.map((tag) => `${repository.name}:${tag}`);
  const size = sizeOf(manifest);
  return {
    outcome: 'tagged',
    image,
    digest,
    tags,
    outputs: {
      image,
      digest,
      tags: tags.join('\n'),
      size: size === undefined ? '' : String(size),
      duration: (deadline.elapsed() / 1000).toFixed(1),
    },
    summary: tagSummary(image, moves),
  };
}

/** Tags one after the other and reads each back; a failure says which were moved. */
async function moveTags(registry: Registry, manifest: Manifest, tags: readonly string[], left: () => number): Promise<TagMove[]> {
  const moves: TagMove[] = [];
  for (const tag of tags) {
    try {
      left();
      const before = (await registry.manifest(tag))?.digest;
      if (before !== manifest.digest) await registry.put(tag, manifest);
      const after = (await registry.manifest(tag))?.digest;
      if (after !== manifest.digest)
        throw new Failure('digest-mismatch', `The tag ${tag} leads to ${after ?? 'nothing'} after it was put to ${manifest.digest}.`);
      moves.push({ tag, before });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const done = moves.map((move) => move.tag).join(', ');
      throw withDetails(error, {
        state: done ? `Moved already: ${done}. Not moved: ${tags.slice(moves.length).join(', ')}.` : 'No tag was changed.',
      });
    }
  }
  return moves;
}
