import { Failure, type Log } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { makeFolder, readText, replaceFile, type Shell } from '@slipway/shell';
import type { RouterAdapter } from '../../router.ts';
import type { Admin } from './admin.ts';
import { type Found, type Handler, isOurs, keepsStreams, sharesEvenly } from './objects.ts';
import { caddyProgram, renderHandlers } from './program.ts';
import { refuseForgetting } from './restart.ts';

export interface CaddyOptions {
  readonly shell: Shell;
  readonly log: Log;
  readonly admin: Admin;
  readonly address: string;
  /** Folder of Slipway's own files for it. */
  readonly state: string;
  readonly handlers: readonly Handler[];
  readonly front: ReturnType<RouterAdapter['front']>;
}

/** The server's own Caddy, steered by its admin API. */
export async function caddyRouter(options: CaddyOptions): Promise<RouterAdapter> {
  const { shell, admin, handlers, state, log } = options;
  const read = async ({ id }: Handler): Promise<Found | undefined> => (await admin.get(`/id/${id}`)) as Found | undefined;
  const found = await Promise.all(handlers.map(read));
  const weights = found.every((one) => one === undefined || sharesEvenly(one)) ? 'percent' : 'binary';
  const streams = found.length > 0 && found.every((one) => one !== undefined && keepsStreams(one));

  const prepare = async (): Promise<void> => {
    await refuseForgetting(shell, admin, log);
    await makeFolder(shell, state);
    const kept = ((await readText(shell, `${state}/kept`)) ?? 'none').trim();
    for (const handler of handlers) {
      const now = usable(await read(handler), handler.id, shell.where);
      const path = `${state}/${handler.id}.json`;
      const ours = isOurs(now, handler);
      if (!ours && kept !== 'none') throw moved(now, handler, kept);
      const before = await readText(shell, path);
      const wanted = ours ? (before ?? '[]') : JSON.stringify(now.upstreams ?? []);
      if (before !== wanted) await replaceFile(shell, path, wanted, '600');
      if (!keepsStreams(now))
        log.info(
          `Every change of Caddy's configuration cuts WebSockets through @id ${handler.id}, unless stream_close_delay is set there.`,
        );
    }
    const path = `${state}/handlers`;
    if ((await readText(shell, path)) !== renderHandlers(handlers)) await replaceFile(shell, path, renderHandlers(handlers), '600');
  };

  return {
    kind: 'caddy',
    abilities: { weights, restart: 'set', reserve: false, drain: 'observed', websockets: streams ? 'kept' : 'cut', fresh: 'cut' },
    program: caddyProgram({ admin: options.address, state, weights }),
    prepare,
    front: () => options.front,
    reachable: async () => true,
    failures: async () => 0,
    async inflight(color: Color) {
      const dials = handlers.map((handler) => handler[color]);
      const rows = ((await admin.get('/reverse_proxy/upstreams')) ?? []) as { address: string; num_requests: number }[];
      return rows.filter(({ address }) => dials.includes(address)).reduce((sum, row) => sum + row.num_requests, 0);
    },
  };
}

function usable(found: Found | undefined, id: string, where: string): Found {
  const wrong =
    found === undefined
      ? `has no object with @id ${id}`
      : found.handler !== 'reverse_proxy'
        ? `has no reverse_proxy at @id ${id}, but ${found.handler ?? 'something else'}`
        : found.dynamic_upstreams !== undefined
          ? `finds the upstreams of @id ${id} itself (dynamic_upstreams)`
          : undefined;
  if (found !== undefined && wrong === undefined) return found;
  throw new Failure('router-setup', `Caddy on ${where} ${wrong}.`, {
    state: 'Nothing was changed.',
    hint: `Its JSON configuration must have, where requests go to the application: {"@id":"${id}","handler":"reverse_proxy","upstreams":[…]}. A Caddyfile cannot say @id: caddy adapt makes JSON of it.`,
  });
}

function moved(now: Found, handler: Handler, kept: string): Failure {
  const dials = (now.upstreams ?? []).map(({ dial }) => dial).join(', ') || 'nothing';
  return new Failure('router-change', `Caddy routes @id ${handler.id} to ${dials}, and ${kept} is what was confirmed last.`, {
    state: 'Nothing was changed.',
    hint: `Either somebody changed it, or the addresses of the colours moved. Set its upstreams back (blue is ${handler.blue}, green is ${handler.green}), or start anew by removing the file kept in the folder caddy of the project's state.`,
  });
}
