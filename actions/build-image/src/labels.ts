import type { RunContext } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import type { Pair } from './pairs.ts';

export interface Origin {
  /** Full commit. */
  readonly revision: string | undefined;
  /** Time of the commit: unlike the time of the build, it lets the same source give the same image. */
  readonly created: string | undefined;
  readonly source: string | undefined;
}

/** What is known of the source: the checkout's own commit first, since a pull request's run is named after a merge commit. */
export async function readOrigin(shell: Shell, folder: string, context: RunContext): Promise<Origin> {
  const source = context.runUrl.split('/actions/runs/')[0] || undefined;
  const git = await shell
    .run(['git', '-C', folder, 'show', '--no-patch', '--no-show-signature', '--format=%H %cI', 'HEAD'], {
      allowFailure: true,
      deadline: 15_000,
    })
    .catch(() => undefined);
  const [, revision, created] = /^([0-9a-f]{40,64}) (\S+)\s*$/.exec(git?.code === 0 ? git.stdout : '') ?? [];
  return { revision: revision ?? (context.sha || undefined), created, source };
}

/** OCI's own labels, each only where its value is known, with the user's over them. */
export function imageLabels(origin: Origin, title: string, version: string | undefined, own: readonly Pair[]): Pair[] {
  const values = { title, version, revision: origin.revision, source: origin.source, created: origin.created };
  const labels = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) if (value) labels.set(`org.opencontainers.image.${name}`, value);
  for (const { name, value } of own) labels.set(name, value);
  return [...labels].map(([name, value]) => ({ name, value }));
}
