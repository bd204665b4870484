import { gunzipSync } from 'node:zlib';
import { type Answer, type Ask, type Handler, refuse } from './answer.ts';
import { nodeId, showUser } from './users.ts';

interface CheckRunBody {
  name: string;
  head_sha: string;
  status?: string;
  conclusion?: string;
  details_url?: string;
  external_id?: string;
  started_at?: string;
  completed_at?: string;
  output?: { title?: string; summary: string; text?: string; annotations?: unknown[] };
}

export interface CheckRun extends CheckRunBody {
  readonly id: number;
}

export interface Sarif {
  readonly id: string;
  readonly commit: string;
  readonly ref: string;
  /** The document, unpacked. */
  readonly document: unknown;
}

function createCheckRun({ state, body }: Ask): Answer {
  const asked = body as unknown as CheckRunBody;
  if (!state.commits.resolve(asked.head_sha)) return refuse(422, `No commit found for SHA: ${asked.head_sha}`);
  const run: CheckRun = { ...asked, id: state.nextId() };
  state.checkRuns.push(run);
  const { id, output, conclusion } = run;
  const url = state.url(`/check-runs/${id}`);
  const at = state.now();
  const app = { id: 15368, node_id: nodeId('Integration', 15368), name: 'GitHub Actions', slug: 'github-actions', description: null };
  const addresses = { external_url: state.html, html_url: `${state.html}/apps/github-actions`, created_at: at, updated_at: at };
  return {
    status: 201,
    body: {
      id,
      name: run.name,
      node_id: nodeId('CheckRun', id),
      head_sha: run.head_sha,
      external_id: run.external_id ?? '',
      url,
      html_url: state.page(`/runs/${id}`),
      details_url: run.details_url ?? state.page(`/runs/${id}`),
      // A conclusion completes a check run, whatever its status says.
      status: conclusion ? 'completed' : (run.status ?? 'queued'),
      conclusion: conclusion ?? null,
      started_at: run.started_at ?? at,
      completed_at: conclusion ? (run.completed_at ?? at) : null,
      output: {
        title: output?.title ?? null,
        summary: output?.summary ?? null,
        text: output?.text ?? null,
        annotations_count: output?.annotations?.length ?? 0,
        annotations_url: `${url}/annotations`,
      },
      check_suite: { id: 1 },
      app: { ...app, ...addresses, owner: showUser(state, 'github'), permissions: {}, events: [] },
      pull_requests: [],
    },
  };
}

/** The document must come as GitHub wants it: gzip, then base64. */
function uploadSarif({ state, body }: Ask): Answer {
  const asked = body as unknown as { commit_sha: string; ref: string; sarif: string };
  let document: unknown;
  try {
    document = JSON.parse(gunzipSync(Buffer.from(asked.sarif, 'base64')).toString());
  } catch {
    return refuse(400, 'sarif is not a gzip-compressed and base64-encoded JSON document');
  }
  const { version, runs } = document as { version?: unknown; runs?: unknown };
  if (version !== '2.1.0' || !Array.isArray(runs)) return refuse(400, 'sarif is not a document of SARIF 2.1.0');
  const id = `00000000-0000-4000-8000-${String(state.nextId()).padStart(12, '0')}`;
  state.sarifs.push({ id, commit: asked.commit_sha, ref: asked.ref, document });
  return { status: 202, body: { id, url: state.url(`/code-scanning/sarifs/${id}`) } };
}

export const checks: Readonly<Record<string, Handler>> = {
  'checks/create': createCheckRun,
  'code-scanning/upload-sarif': uploadSarif,
};
