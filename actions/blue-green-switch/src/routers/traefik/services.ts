import { Failure } from '@slipway/action';
import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';

/** A service of Traefik for one published port, as the team's routers name it: `<project>-<port>@file`. */
export interface Service {
  readonly name: string;
  /** Where each colour answers. */
  readonly blue: string;
  readonly green: string;
}

/** @throws Failure `router-setup` for addresses that Traefik cannot have */
export function servicesOf(
  project: string,
  published: readonly Published[],
  address: (color: Color, published: Published) => Address,
): readonly Service[] {
  const url = (color: Color, one: Published): string => {
    const there = address(color, one);
    if ('path' in there) {
      throw new Failure('router-setup', `Traefik cannot reach ${one.service} by the unix socket ${there.path}.`, {
        state: 'Nothing was changed.',
        hint: 'Let both colours listen on ports.',
      });
    }
    return `http://${there.host}:${there.port}`;
  };
  return published.map((one) => ({ name: `${project}-${one.port}`, blue: url('blue', one), green: url('green', one) }));
}

/** The part of the file that is the same for every word; which colour `<name>` leads to is written after it. */
export function renderBase(project: string, services: readonly Service[]): string {
  const servers = (name: string, url: string): string[] => [
    `    ${name}:`,
    '      loadBalancer:',
    ...(url === '' ? ['        servers: []'] : ['        servers:', `          - url: ${url}`]),
  ];
  const parts = services.flatMap(({ name, blue, green }) => [
    ...servers(`${name}-blue`, blue),
    ...servers(`${name}-green`, green),
    ...servers(`${name}-none`, ''),
  ]);
  return `${[`# Written by Slipway for ${project}. Changes are lost.`, 'http:', '  services:', ...parts].join('\n')}\n`;
}

/** Where a base leads for a colour: service to address. */
export function servedOn(base: string, color: Color): Map<string, string> {
  const found = new Map<string, string>();
  let name = '';
  for (const line of base.split('\n')) {
    name = /^ {4}(\S+):$/.exec(line)?.[1] ?? name;
    const url = /^ +- url: (\S+)$/.exec(line)?.[1];
    if (url !== undefined && name.endsWith(`-${color}`)) found.set(name, url);
  }
  return found;
}
