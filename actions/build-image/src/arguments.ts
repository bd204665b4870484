import type { Pair } from './pairs.ts';

/** Where the image goes: under a digest alone, under references with a tag, or into the engine. */
export type Destination =
  | { readonly kind: 'digest'; readonly name: string }
  | { readonly kind: 'push'; readonly references: readonly string[] }
  | { readonly kind: 'load'; readonly references: readonly string[] };

export interface BuildPlan {
  /** Absolute paths. */
  readonly context: string;
  readonly file: string;
  readonly metadataFile: string;
  readonly target: string | undefined;
  readonly buildArgs: readonly Pair[];
  readonly buildContexts: readonly Pair[];
  readonly labels: readonly Pair[];
  /** Ids of secrets, with the variable that holds each. */
  readonly secrets: readonly { readonly id: string; readonly variable: string }[];
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly provenance: string;
  readonly destination: Destination;
}

/**
 * The command line of a build. Values follow their option after `=`, and paths are absolute, so nothing that a user writes can be an option.
 * Provenance is always said: left out, its default depends on the driver and the engine's store, and turned images into indexes before.
 */
export function buildArguments(plan: BuildPlan): string[] {
  const option = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${name}=${value}`]);
  const list = (name: string, values: readonly Pair[]): string[] => values.map((pair) => `--${name}=${pair.name}=${pair.value}`);
  return [
    'docker',
    'buildx',
    'build',
    '--progress=plain',
    `--provenance=${plan.provenance}`,
    `--metadata-file=${plan.metadataFile}`,
    `--file=${plan.file}`,
    ...option('target', plan.target),
    ...list('build-arg', plan.buildArgs),
    ...list('build-context', plan.buildContexts),
    ...list('label', plan.labels),
    ...plan.secrets.map(({ id, variable }) => `--secret=id=${id},env=${variable}`),
    ...(plan.noCache ? ['--no-cache'] : []),
    ...(plan.pull ? ['--pull'] : []),
    ...destination(plan.destination),
    '--',
    plan.context,
  ];
}

function destination(to: Destination): string[] {
  switch (to.kind) {
    case 'digest':
      return [`--output=type=image,push-by-digest=true,name-canonical=true,push=true,name=${to.name}`];
    case 'push':
      return [...to.references.map((reference) => `--tag=${reference}`), '--push'];
    case 'load':
      return [...to.references.map((reference) => `--tag=${reference}`), '--load'];
  }
}
