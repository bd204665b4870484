import type { Row } from './bench.ts';
import { type Mode, measure } from './switch/measure.ts';
import { type Figures, quantile } from './switch/saw.ts';
import { type Competitor, competitors } from './switch/subjects.ts';

/**
 * Twenty switches of each router under load (test/bench/switch/client.ts), once with kept connections and once with a new one for each request, by the
 * adapters' own programs: on trial, then confirmed. Beside them the way of most teams: the program is stopped, then started.
 */
const modes: Readonly<Record<Mode, string>> = { keepalive: 'kept connections', close: 'new connections' };

export async function rows(): Promise<readonly Row[]> {
  const measured = new Map<Competitor, Map<Mode, Figures>>();
  for (const competitor of await competitors()) {
    const byMode = new Map<Mode, Figures>();
    for (const mode of Object.keys(modes) as Mode[]) {
      const subject = await competitor.start();
      try {
        byMode.set(mode, await measure(subject, mode));
      } finally {
        await subject.close();
      }
    }
    measured.set(competitor, byMode);
  }
  return [...measured].flatMap(([competitor, byMode]) => [
    ...[...byMode].flatMap(([mode, figures]) => failures(competitor, mode, figures)),
    ...call(competitor, [...byMode.values()]),
    ...[...byMode].flatMap(([mode, figures]) => times(competitor, mode, figures)),
  ]);
}

const lower = { better: 'lower' } as const;

function failures({ name, allowed }: Competitor, mode: Mode, { asked, failed, idleResets, socketsCut }: Figures): Row[] {
  const what = `${name}, ${modes[mode]}`;
  const counted: Row = {
    what: `${what}: failed`,
    unit: 'requests',
    ours: failed,
    peers: { asked },
    goal: allowed === 'nothing' ? 0 : null,
    ...lower,
  };
  const cut: Row = {
    what: `${what}: WebSockets cut`,
    unit: 'sockets',
    ours: socketsCut,
    peers: {},
    goal: allowed === 'anything' ? null : 0,
    ...lower,
  };
  if (allowed !== 'idle resets') return [counted, cut];
  // A reload closes connections that are idle; who sends on one in that very moment gets a reset instead of an answer.
  const rest: Row = {
    what: `${what}: failed, but no reset of an idle connection`,
    unit: 'requests',
    ours: failed - idleResets,
    peers: {},
    goal: 0,
    ...lower,
  };
  return [counted, rest, cut];
}

function call({ name, goal }: Competitor, all: readonly Figures[]): Row[] {
  const took = all.flatMap((one) => one.took);
  if (took.length === 0) return [];
  const peers = { most: quantile(took, 1) };
  return [{ what: `${name}: the order, p50`, unit: 'ms', ours: quantile(took, 0.5), peers, goal, ...lower }];
}

function times({ name, allowed }: Competitor, mode: Mode, figures: Figures): Row[] {
  const { lastOld, firstNew, near, other, outages } = figures;
  const row = (rest: string, values: readonly number[], peers: Row['peers']): Row[] =>
    values.length === 0
      ? []
      : [{ what: `${name}, ${modes[mode]}: ${rest}`, unit: 'ms', ours: quantile(values, 0.5), peers, goal: null, ...lower }];
  // The colour of what is stopped and started is the same before and after.
  const moved =
    allowed === 'anything'
      ? row('from the first failure to the last, p50', outages, { most: quantile(outages, 1) })
      : [
          ...row('last request to the old colour, after the order, p50', lastOld, { most: quantile(lastOld, 1) }),
          ...row('first answer of the new colour, p50', firstNew, { most: quantile(firstNew, 1) }),
        ];
  return [
    ...moved,
    ...row('an answer within 250 ms of a switch, p50', near, {
      p99: quantile(near, 0.99),
      'otherwise p50': quantile(other, 0.5),
      'otherwise p99': quantile(other, 0.99),
    }),
  ];
}
