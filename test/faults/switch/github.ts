// A fake of the one question that a takeover asks GitHub: whether a workflow run is over.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeGithub {
  readonly url: string;
  /** From here on the run is completed; before, it is in progress. */
  over(runId: string): void;
  /** The run is repeated: its second attempt is in progress. */
  again(runId: string): void;
  close(): void;
}

export async function startFakeGithub(): Promise<FakeGithub> {
  const completed = new Set<string>();
  const repeated = new Set<string>();
  const server = createServer((request, response) => {
    const id = /^\/repos\/[^/]+\/[^/]+\/actions\/runs\/(\d+)$/.exec(request.url ?? '')?.[1];
    response.writeHead(id ? 200 : 404, { 'content-type': 'application/json' });
    const status = completed.has(id ?? '') ? 'completed' : 'in_progress';
    response.end(JSON.stringify(id ? { id: Number(id), status, run_attempt: repeated.has(id) ? 2 : 1 } : { message: 'Not Found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    over: (runId) => void completed.add(runId),
    again: (runId) => void repeated.add(runId),
    close: () => void server.close(),
  };
}
