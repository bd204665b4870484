import type { Color } from '@slipway/docker';
import { type ColorPort, nameOf } from './ports.ts';

/** File with the variables of one service of one colour, for `EnvironmentFile=<root>/<service>-%i.env`. */
export function environmentFile(root: string, service: string, color: Color): string {
  return `${root}/${service}-${color}.env`;
}

/** `PORT` or `SOCKET` is where the colour must answer; a service with several has one for each public port too. No value needs quotes. */
export function environmentOf(ports: readonly ColorPort[], service: string, color: Color, version: string): string {
  const own = ports.filter((port) => port.service === service);
  const lines = own.flatMap((port, index) => {
    const address = port[color];
    const name = 'path' in address ? 'SOCKET' : 'PORT';
    const value = nameOf(address);
    return [...(index === 0 ? [`${name}=${value}`] : []), `${name}_${port.port}=${value}`];
  });
  return ['# Written by Slipway for each release.', `SLIPWAY_COLOR=${color}`, `SLIPWAY_VERSION=${version}`, ...lines, ''].join('\n');
}
