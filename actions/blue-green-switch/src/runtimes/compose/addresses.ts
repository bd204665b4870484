import { Failure } from '@slipway/action';
import type { Color, ColorNetwork, Published } from '@slipway/docker';
import { readText, replaceFile, type Shell } from '@slipway/shell';

export type ColorNetworks = Readonly<Record<Color, ColorNetwork>>;

/** Addresses of a colour's network that are free for services: 16, less network, gateway, broadcast and one in reserve. */
const perColor = 12;

interface Chosen {
  /** N of the subnets 10.231.N.0/28 (blue) and 10.231.N.16/28 (green). */
  readonly block: number;
  /** Service to its place in both subnets. */
  readonly places: Readonly<Record<string, number>>;
}

/**
 * The addresses of both colours. They are chosen once and kept, so that the router's configuration is the same for every release.
 * @throws Failure `router-setup` where no subnet is free, or there are more published services than one holds
 */
export async function assignAddresses(shell: Shell, state: string, published: readonly Published[]): Promise<ColorNetworks> {
  const path = `${state}/addresses.json`;
  const known = parse(await readText(shell, path));
  const services = [...new Set(published.map((port) => port.service))];
  const chosen: Chosen = { block: known?.block ?? freeBlock(await routes(shell)), places: choosePlaces(known?.places ?? {}, services) };
  if (JSON.stringify(chosen) !== JSON.stringify(known)) await replaceFile(shell, path, `${JSON.stringify(chosen)}\n`, '600');
  return networksOf(chosen, services);
}

/** Known places stay, also of services that are not in this release; new services get the first free ones. */
export function choosePlaces(known: Readonly<Record<string, number>>, services: readonly string[]): Record<string, number> {
  const places: Record<string, number> = { ...known };
  for (const service of services) {
    if (places[service] !== undefined) continue;
    const used = new Set(Object.values(places));
    const free = Array.from({ length: perColor }, (_, index) => index).find((place) => !used.has(place));
    if (free === undefined)
      throw new Failure('router-setup', `A release can have ${perColor} published services at the most.`, {
        state: 'Nothing was changed.',
      });
    places[service] = free;
  }
  return places;
}

export function networksOf(chosen: Chosen, services: readonly string[]): ColorNetworks {
  const network = (offset: number): ColorNetwork => ({
    subnet: `10.231.${chosen.block}.${offset}/28`,
    addresses: Object.fromEntries(
      services.map((service) => [service, `10.231.${chosen.block}.${offset + 2 + (chosen.places[service] ?? 0)}`]),
    ),
  });
  return { blue: network(0), green: network(16) };
}

/** The first block that no route of the machine touches. */
export function freeBlock(routing: string): number {
  for (let block = 0; block < 256; block++) {
    if (!new RegExp(`\\b10\\.231\\.${block}\\.`).test(routing)) return block;
  }
  throw new Failure('router-setup', 'Every subnet of 10.231.0.0/16 is in use on the server.', { state: 'Nothing was changed.' });
}

async function routes(shell: Shell): Promise<string> {
  const networks = await shell.run(
    ['sh', '-c', 'ip -4 route; docker network ls -q | xargs docker network inspect --format "{{json .IPAM.Config}}"'],
    { allowFailure: true },
  );
  return networks.stdout;
}

function parse(text: string | undefined): Chosen | undefined {
  try {
    const value = text ? (JSON.parse(text) as Partial<Chosen>) : undefined;
    return value && typeof value.block === 'number' && value.places ? (value as Chosen) : undefined;
  } catch {
    // A file that cannot be read is chosen anew; the router is then prepared anew too.
    return undefined;
  }
}
