// Runs in a process of its own, as actions do: calls of the official clients, one after another, each with the environment of its job.
// Loaded late: what a run does not use costs it nothing.
const artifacts = async (): Promise<import('@actions/artifact').ArtifactClient> => (await import('@actions/artifact')).default;

const commands: Readonly<Record<string, (...args: string[]) => Promise<unknown>>> = {
  upload: async (name = '', folder = '', ...files) => (await artifacts()).uploadArtifact(name, files, folder),
  list: async () => (await (await artifacts()).listArtifacts()).artifacts,
  download: async (name = '', folder = '', expectedHash) => {
    const { artifact } = await (await artifacts()).getArtifact(name);
    return (await artifacts()).downloadArtifact(artifact.id, { path: folder, expectedHash: expectedHash ?? artifact.digest ?? '' });
  },
  /** From another run, over the API. */
  fetch: async (name = '', folder = '', run = '', repository = '', token = '') => {
    const [repositoryOwner = '', repositoryName = ''] = repository.split('/');
    const findBy = { token, workflowRunId: Number(run), repositoryOwner, repositoryName };
    const { artifact } = await (await artifacts()).getArtifact(name, { findBy });
    return (await artifacts()).downloadArtifact(artifact.id, { path: folder, findBy, expectedHash: artifact.digest ?? '' });
  },
  delete: async (name = '') => (await artifacts()).deleteArtifact(name),
  save: async (key = '', ...paths) => (await import('@actions/cache')).saveCache(paths, key),
  restore: async (key = '', prefix = '', ...paths) => (await import('@actions/cache')).restoreCache(paths, key, prefix ? [prefix] : []),
  remove: async (path = '') => (await import('node:fs')).rmSync(path, { recursive: true }),
  token: async (audience) => (await import('@actions/core')).getIDToken(audience),
};

export interface Step {
  /** What the runner gives to this job. */
  readonly env: Readonly<Record<string, string>>;
  readonly command: string;
  readonly args: readonly string[];
}

async function perform({ env, command, args }: Step): Promise<{ result?: unknown; error?: string }> {
  Object.assign(process.env, env);
  const run = commands[command];
  if (!run) throw new Error(`There is no command ${command}.`);
  try {
    return { result: (await run(...args)) ?? null };
  } catch (error) {
    return { error: String(error) };
  }
}

const results: unknown[] = [];
for (const step of JSON.parse(process.argv[2] ?? '[]') as readonly Step[]) results.push(await perform(step));
process.stdout.write(`\n${JSON.stringify(results)}\n`);
