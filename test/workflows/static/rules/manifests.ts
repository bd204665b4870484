/** An action.yml as far as a runner starts by it. */
export interface Manifest {
  readonly path: string;
  readonly runs: { readonly using: string; readonly main?: string };
}

/** Every action is a bundle for Node 24 that stands in the commit: a runner installs nothing. */
export function manifestProblems(manifests: readonly Manifest[], committed: ReadonlySet<string>): string[] {
  return manifests.flatMap(({ path, runs }) => {
    if (runs.using !== 'node24') return [`${path} runs on ${runs.using}, not on node24`];
    const main = new URL(runs.main ?? '', `file:///${path}`).pathname.slice(1);
    return committed.has(main) ? [] : [`${path} starts ${main}, which is not in the commit`];
  });
}
