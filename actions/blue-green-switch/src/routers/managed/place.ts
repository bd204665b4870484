import type { Published } from '@slipway/docker';

/** Environment of a container whose value its HAProxy says again, so that one instance is told from the next on the same socket. */
export const instanceVariable = 'SLIPWAY_ROUTER';

/** Where one project's router stands on the server. The folder is mounted as a folder, so that files renamed into it are seen. */
export interface Place {
  readonly project: string;
  readonly directory: string;
  readonly socket: string;
  readonly masterSocket: string;
  /** Slipway's own copy of the certificate. */
  readonly certificate: string;
  readonly container: string;
  /** The user who releases: HAProxy runs as that one, so sockets of mode 600 are theirs. */
  readonly uid: number;
  readonly gid: number;
}

export function placeOf(project: string, state: string, user: { uid: number; gid: number }): Place {
  const directory = `${state}/router`;
  return {
    project,
    directory,
    socket: `${directory}/admin.sock`,
    masterSocket: `${directory}/master.sock`,
    certificate: `${directory}/certificate.pem`,
    container: `${project}-router`,
    ...user,
  };
}

/** No project's name starts with an underscore, so no project's own file is this one. */
export const globalFile = '_global.cfg';

/** What every section shares. The limit of files is HAProxy's own, because engines often set none, and it would take memory for all of them. */
export function renderGlobal(place: Place): string {
  return [
    `# Written by Slipway for ${place.project}. Changes are lost.`,
    'global',
    `    stats socket ${place.socket} mode 600 level admin expose-fd listeners`,
    // Set by each container: its name on a socket that the next one takes over.
    `    description "\${${instanceVariable}}"`,
    '    fd-hard-limit 50000',
    '    ssl-default-bind-options ssl-min-ver TLSv1.2',
    '',
  ].join('\n');
}

/**
 * The published port that HTTPS stands in front of: the one that is named, or 80, or the only one.
 * @returns a sentence where there is none that is clear
 */
export function tlsPort(published: readonly Published[], asked: number | undefined): number | string {
  const ports = published.map(({ port }) => port);
  if (ports.includes(443)) return 'Port 443 is published by the compose file already, so tls-certificate has no place.';
  if (asked !== undefined) return ports.includes(asked) ? asked : `tls-port is ${asked}, and published are ${ports.join(', ')}.`;
  if (ports.includes(80)) return 80;
  const [only, second] = ports;
  if (only !== undefined && second === undefined) return only;
  return `Published are ${ports.join(', ')}: tls-port must say which one HTTPS leads to, like tls-port: ${only ?? 3000}.`;
}
