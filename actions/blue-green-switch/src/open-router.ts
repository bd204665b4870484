import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import { fired, operate, other } from './program.ts';
import { routeOf, type Word } from './route.ts';
import type { Router, RouterAdapter } from './router.ts';

/** The engine's view of an adapter. Everything that changes traffic is one program on the server, behind the shell's guard. */
export function openRouter(shell: Shell, adapter: RouterAdapter): Router {
  const run = (words: readonly string[], codes?: readonly number[]) => operate(shell, adapter.program, words, codes);
  const elsewhere = (found: string, expected: string): Failure =>
    new Failure('router-failed', `The router on ${shell.where} routes by ${found || 'nothing'}, where ${expected} was expected.`);

  const words = async (): Promise<{ now: string; kept: string }> => {
    if (adapter.words) return adapter.words();
    const [now = '', kept = ''] = (await run(['read'])).stdout.split('\n');
    return { now, kept };
  };

  return {
    kind: adapter.kind,
    abilities: adapter.abilities,
    program: adapter.program,
    prepare: (live) => adapter.prepare(live),
    ...(adapter.takeover ? { takeover: adapter.takeover } : {}),
    front: (published) => adapter.front(published),
    reachable: (color) => adapter.reachable(color),
    inflight: (color) => adapter.inflight(color),
    failures: (color) => adapter.failures(color),
    async read() {
      const { now, kept } = await words();
      return routeOf(now, kept);
    },
    async move(expected, to) {
      const { code, stdout, said } = await run(['move', expected, to], [other]);
      if (code === other) throw elsewhere(said, expected);
      return Number(stdout.trim());
    },
    async route(color) {
      await run(['back', color ?? 'none']);
    },
    async confirm(color, { undo = '', expected } = {}) {
      const word: Word = color ?? 'none';
      const { code, said } = await run(['confirm', undo, expected ?? '', word], [other, fired]);
      if (code === fired) {
        throw new Failure('undo-fired', 'The armed undo moved the traffic back before the release could be confirmed.', {
          hint: 'The run was too slow; run it again.',
        });
      }
      if (code === other) throw elsewhere(said, expected ?? '');
    },
  };
}
