// What is true on the target in one moment, and what must be true of it.
import { parseEntries, transactions } from '@slipway/journal';
import { type SwitchStage, stateFolder } from './stage.ts';

export interface Look {
  /** Colour that the map on disk names. */
  readonly confirmed: string;
  /** Word by which HAProxy routes. */
  readonly word: string;
  readonly served: string | undefined;
  /** Colour to version, status and restart policy of its container. */
  readonly colors: Readonly<Record<string, { readonly version: string; readonly status: string; readonly restart: string }>>;
  readonly lease: boolean;
  readonly armed: number;
  /** What undos that fired found. */
  readonly fired: readonly string[];
  /** Colours that the journal allows to be confirmed: two where a confirm was begun and its end is not known. */
  readonly journaled: readonly string[];
  /** Transactions without an end. */
  readonly unfinished: number;
}

const script = [
  'cat /etc/haproxy/slipway/small.map; echo ---;',
  'perl -MSocket -e \'socket(S,AF_UNIX,SOCK_STREAM,0)&&connect(S,sockaddr_un("/run/haproxy/admin.sock")) or exit; syswrite S,"show map /etc/haproxy/slipway/small.map\\n"; print while <S>\'; echo ---;',
  'docker ps -aq --filter name=small- | xargs -r docker inspect --format \'{{index .Config.Labels "slipway.color"}} {{index .Config.Labels "slipway.version"}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}}\'; echo ---;',
  `cd ${stateFolder}; ls lease 2>/dev/null; echo ---; ls undo/*/armed 2>/dev/null; echo ---; cat undo/*/fired undo/*/told 2>/dev/null; echo ---; cat journal.jsonl`,
].join(' ');

export async function look(stage: SwitchStage): Promise<Look> {
  const [map = '', runtime = '', containers = '', lease = '', armed = '', fired = '', journal = ''] = (await stage.inside(script)).split(
    /---\n?/,
  );
  const rows = containers.split('\n').filter(Boolean);
  const entries = parseEntries(journal);
  return {
    confirmed: map.trim().replace('live ', ''),
    word: /^0x\w+ live (\S+)/m.exec(runtime)?.[1] ?? '',
    served: await stage.served(),
    colors: Object.fromEntries(
      rows.map((row) => {
        const [color = '', version = '', status = '', restart = ''] = row.split(' ');
        return [color, { version, status, restart }];
      }),
    ),
    lease: lease.trim() !== '',
    armed: armed.split('\n').filter(Boolean).length,
    fired: fired.split('\n').filter(Boolean),
    journaled: confirmable(entries),
    unfinished: transactions(entries).filter((one) => one.outcome === undefined).length,
  };
}

function confirmable(entries: ReturnType<typeof parseEntries>): string[] {
  const undone = (transaction: string): boolean =>
    entries.findLastIndex((one) => one.transaction === transaction && one.step === 'move back' && one.phase === 'done') >
    entries.findLastIndex((one) => one.transaction === transaction && one.step === 'confirm');
  const known = entries.filter(({ step, phase, transaction }) => step === 'confirm' && phase !== 'failed' && !undone(transaction));
  const last = known.findLast(({ phase }) => phase === 'done');
  const colorOf = (transaction: string): string =>
    String(known.find((one) => one.transaction === transaction && one.phase === 'intent')?.data?.['color']);
  const open = known.filter((one) => one.phase === 'intent' && known.indexOf(one) > (last ? known.indexOf(last) : -1));
  return [...new Set([...(last ? [colorOf(last.transaction)] : []), ...open.map((one) => String(one.data?.['color']))])];
}

/** What is wrong in any moment, however a run ended. */
export function unsafe(now: Look): string[] {
  const live = now.word.split('_')[0] ?? '';
  const problems = [
    !/^(blue|green)$/.test(now.confirmed) && `the map says ${now.confirmed || 'nothing'}`,
    !now.journaled.includes(now.confirmed) && `the map says ${now.confirmed}, the journal ${now.journaled.join(' or ')}`,
    now.colors[now.confirmed]?.status !== 'running' && `the confirmed colour ${now.confirmed} does not run`,
    now.colors[live]?.version !== now.served &&
      `${now.served ?? 'nobody'} answers where the router names ${live}, ${now.colors[live]?.version}`,
  ];
  return problems.filter((problem) => problem !== false);
}

/** What is wrong after a run that ended well: everything is as if nothing had ever been lost. */
export function unsettled(now: Look, version: string): string[] {
  const other = now.confirmed === 'blue' ? 'green' : 'blue';
  const idle = now.colors[other];
  const problems = [
    now.word !== now.confirmed && `the router routes by ${now.word}, confirmed is ${now.confirmed}`,
    now.served !== version && `${now.served} serves, released was ${version}`,
    idle?.status === 'running' && `${other} (${idle.version}) runs beside ${now.confirmed}`,
    idle !== undefined && idle.restart !== 'no' && `a reboot would revive ${other}`,
    now.lease && 'the lease is still held',
    now.armed > 0 && 'an undo is still armed',
    now.unfinished > 0 && `${now.unfinished} transactions have no end`,
  ];
  return [...unsafe(now), ...problems.filter((problem) => problem !== false)];
}
