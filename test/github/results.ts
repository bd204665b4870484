// A fake of the service that keeps artifacts and caches: Twirp over JSON for the words, signed blobs for the bytes.
import type { Fault, Planted } from './injector.ts';
import { type Received, type Recorded, startServer } from './server.ts';
import { type Artifact, artifactMethods } from './services/artifacts.ts';
import { blobPath, createBlobs, storageError } from './services/blobs.ts';
import { type CacheEntry, cacheMethods } from './services/caches.ts';
import { callMethod, type Job, type Method } from './services/twirp.ts';

export interface FakeResults {
  readonly url: string;
  readonly artifacts: readonly Artifact[];
  readonly caches: readonly CacheEntry[];
  /** Every call with its answer, oldest first; the actor is `run/job`. */
  readonly requests: readonly Recorded[];
  /** What a runner gives to the actions of a job. GITHUB_SERVER_URL has to stay github.com: clients take every other one for GHES. */
  environment(runId: number | string, jobId: string): Readonly<Record<string, string>>;
  /** The same artifacts, for the fake of the API. */
  readonly shelf: Shelf;
  /** One more, as if a job had sent it. */
  add(artifact: Artifact): void;
  /** The bytes of an artifact, and others in their place. */
  content(name: string): Buffer;
  spoil(name: string, content: Buffer): void;
  fail(fault: Fault): Planted;
  close(): Promise<void>;
}

/** What the API knows of artifacts. */
export interface Shelf {
  /** Those that others can see. */
  all(): readonly Artifact[];
  /** Where one is downloaded, for a moment. */
  address(artifact: Artifact): string;
  remove(artifact: Artifact): void;
}

const prefix = /^\/twirp\/github\.actions\.results\.api\.v1\.(ArtifactService|CacheService)\/(\w+)$/;

export async function startResults(): Promise<FakeResults> {
  const artifacts: Artifact[] = [];
  const caches: CacheEntry[] = [];
  const jobs = new Map<string, Job>();
  const blobs = createBlobs(() => server.url);
  const services: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
    ArtifactService: artifactMethods(artifacts, blobs),
    CacheService: cacheMethods(caches, blobs),
  };
  const jobOf = ({ headers }: Received): Job | undefined => jobs.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');

  const server = await startServer({
    answer: (request) => {
      if (request.path.startsWith(blobPath)) return blobs.answer(request);
      const [, service = '', method = ''] = prefix.exec(request.path) ?? [];
      return callMethod(services[service]?.[method], request.body, jobOf(request));
    },
    actor: (request) => {
      const job = jobOf(request);
      return job && `${job.run}/${job.job}`;
    },
    failure: (status, fault, { path }) => {
      if (path.startsWith(blobPath)) return storageError(status, status === 503 ? 'ServerBusy' : 'InternalError');
      const body = fault.body ?? JSON.stringify({ code: status === 429 ? 'resource_exhausted' : 'internal', msg: 'planted by the test' });
      return { status, headers: { 'content-type': 'application/json' }, body };
    },
  });

  const named = (name: string): string => {
    const blob = artifacts.find((artifact) => artifact.name === name)?.blob;
    if (!blob) throw new Error(`There is no artifact ${name}.`);
    return blob;
  };
  return {
    ...server,
    artifacts,
    caches,
    shelf: {
      all: () => artifacts.filter(({ finalized }) => finalized),
      address: ({ blob, name }) => blobs.sign(blob, 'read', `${name}.zip`),
      remove: (artifact) => void artifacts.splice(artifacts.indexOf(artifact), 1),
    },
    add: (artifact) => void artifacts.push(artifact),
    content: (name) => blobs.content(named(name)) ?? Buffer.alloc(0),
    spoil: (name, content) => blobs.spoil(named(name), content),
    environment: (runId, jobId) => {
      const token = runtimeToken(String(runId), jobId);
      jobs.set(token, { run: String(runId), job: jobId });
      const url = `${server.url}/`;
      return {
        ACTIONS_RUNTIME_TOKEN: token,
        ACTIONS_RUNTIME_URL: url,
        ACTIONS_RESULTS_URL: url,
        ACTIONS_CACHE_URL: url,
        ACTIONS_CACHE_SERVICE_V2: 'True',
      };
    },
  };
}

/** Clients read the run and the job out of it and check nothing. */
function runtimeToken(run: string, job: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ scp: `Actions.Results:${run}:${job}` })}.fake`;
}
