import { Failure } from '@slipway/action';
import { type Color, colorProject, type Model, noSubnet } from '@slipway/docker';
import type { Shell } from '@slipway/shell';

/** From where an engine takes subnets for networks that name none. */
export interface Pool {
  readonly Base: string;
  /** Bits of each subnet. */
  readonly Size: number;
}

/** Docker's own, where /etc/docker/daemon.json names none (https://docs.docker.com/engine/network/#automatic-subnet-allocation). */
const own: readonly Pool[] = [
  { Base: '172.17.0.0/16', Size: 16 },
  { Base: '172.18.0.0/16', Size: 16 },
  { Base: '172.19.0.0/16', Size: 16 },
  { Base: '172.20.0.0/14', Size: 16 },
  { Base: '172.24.0.0/14', Size: 16 },
  { Base: '172.28.0.0/14', Size: 16 },
  { Base: '192.168.0.0/16', Size: 20 },
];

/** Pools; then the networks of the engine, each with its subnets; then what the machine itself is connected to. */
const ask = [
  'docker info --format "{{json .DefaultAddressPools}}" || exit 1',
  'docker network ls -q | xargs -r docker network inspect --format "network {{.Name}}{{range .IPAM.Config}} {{.Subnet}}{{end}}"',
  'ip -4 route show scope link 2>/dev/null | cut -d" " -f1; :',
].join('\n');

/** @throws Failure `server-full` where the engine has no subnets for the networks of a colour. @param idle colours that do not run */
export async function requireSubnets(shell: Shell, model: Model, released: readonly string[], idle: readonly Color[]): Promise<void> {
  const { stdout } = await shell.run(['sh', '-c', ask]);
  const [pools = '', ...rest] = stdout.trim().split('\n');
  const there = rest.flatMap((line) => (line.startsWith('network ') ? [line.split(' ')[1] ?? ''] : []));
  const missing = idle.map((color) => networksOfColor(model, released, color).filter((name) => !there.includes(name)).length);
  const needed = missing.length > 0 ? Math.min(...missing) : 0;
  const taken = rest.flatMap((line) => line.replace(/^network \S+/, '').match(/\d+\.\d+\.\d+\.\d+(\/\d+)?/g) ?? []);
  const free = countFree(poolsOf(pools), taken, needed);
  if (free >= needed) return;
  throw new Failure(
    'server-full',
    `Docker on ${shell.where} has ${free === 0 ? 'no subnet' : `${free} subnets`} left for networks, and the next colour needs ${needed}.`,
    { state: 'Nothing was changed.', hint: noSubnet },
  );
}

/** Networks of a colour that get a subnet from the engine; the router's own has a fixed one. */
export function networksOfColor(model: Model, released: readonly string[], color: Color): string[] {
  const used = released.flatMap((name) => {
    const service = model.services[name] ?? {};
    return service['network_mode'] === undefined ? Object.keys(service.networks ?? { default: null }) : [];
  });
  return [...new Set(used)]
    .filter((key) => model.networks?.[key]?.external !== true)
    .map((key) => `${colorProject(model.name, color)}_${key}`);
}

function poolsOf(text: string): readonly Pool[] {
  const configured = (JSON.parse(text) as Pool[] | null) ?? [];
  return configured.length > 0 ? configured : own;
}

/** Subnets of the pools that nothing touches, counted up to `enough`. @param taken CIDRs and addresses */
export function countFree(pools: readonly Pool[], taken: readonly string[], enough: number): number {
  const ranges = taken.map(rangeOf);
  let free = 0;
  for (const { Base, Size } of pools.filter((pool) => !pool.Base.includes(':'))) {
    const base = rangeOf(Base);
    const step = 2 ** (32 - Size);
    for (let first = base.first; first + step - 1 <= base.last; first += step) {
      if (free >= enough) return free;
      const last = first + step - 1;
      if (!ranges.some((range) => range.first <= last && range.last >= first)) free++;
    }
  }
  return free;
}

function rangeOf(cidr: string): { readonly first: number; readonly last: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}
