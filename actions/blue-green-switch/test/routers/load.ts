import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Front } from './users.ts';

export interface Counted {
  readonly requests: number;
  /** Requests without a good answer, those of `reset` not counted. */
  readonly failed: number;
  /** Requests on a kept connection that was closed before a byte of the answer: clients that repeat a GET hide them, others do not. */
  readonly reset: number;
  readonly why: readonly string[];
}

/** Eight users with a pause of 5 ms between requests; half of them keep their connection. */
export function startUsers({ address, url, host }: Front): { stop(): Promise<Counted> } {
  const place = 'path' in address ? { socketPath: address.path } : { host: address.host, port: address.port };
  const count = { requests: 0, failed: 0, reset: 0, why: [] as string[] };
  let over = false;
  const once = (agent: Agent | false): Promise<void> =>
    new Promise((resolve) => {
      count.requests++;
      let answered = false;
      const sent = request({ ...place, agent, headers: { host: host ?? new URL(url).host }, timeout: 10_000 }, (response) => {
        answered = true;
        response.resume();
        response.on('end', () => {
          if (response.statusCode !== 200) fail(`status ${response.statusCode}`);
          resolve();
        });
      });
      const fail = (why: string): void => {
        if (sent.reusedSocket && !answered) count.reset++;
        else {
          count.failed++;
          count.why.push(why);
        }
      };
      sent.on('timeout', () => sent.destroy(new Error('no answer within 10 s')));
      sent.on('error', (error) => {
        fail(error.message);
        resolve();
      });
      sent.end();
    });
  const user = async (agent: Agent | false): Promise<void> => {
    while (!over) {
      await once(agent);
      await sleep(5);
    }
    if (agent) agent.destroy();
  };
  const users = Array.from({ length: 8 }, (_, index) => user(index % 2 === 0 && new Agent({ keepAlive: true, maxSockets: 1 })));
  return {
    async stop() {
      over = true;
      await Promise.all(users);
      return count;
    },
  };
}
