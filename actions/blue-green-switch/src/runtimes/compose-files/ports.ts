import { badInputs, Failure, type Problem } from '@slipway/action';
import type { Color, Model, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';
import { repeated, servicePattern } from '../systemd/ports.ts';

export type Models = Readonly<Record<Color, Model>>;

/** A port that users know, as its line in the input `ports` names it. */
export interface PublicPort {
  readonly service: string;
  readonly port: number;
  readonly address: string;
  /** Port inside the container; undefined where the service publishes only one. */
  readonly container: number | undefined;
}

/** A public port, and where each colour's own file publishes what answers for it. */
export interface FilePort extends Published, Readonly<Record<Color, Address & { readonly host: string; readonly port: number }>> {
  /** Port inside the container, by colour. */
  readonly targets: Readonly<Record<Color, number>>;
}

/** Lines as `service=[address:]public[:container]`. @throws Failure `bad-input` naming every wrong line */
export function parsePublicPorts(lines: readonly string[]): PublicPort[] {
  const problems: Problem[] = [];
  const ports: PublicPort[] = [];
  for (const line of lines) {
    const [service = '', rest = ''] = line.split(/=(.*)/s);
    const [, address = '', port = '', container] = /^(?:(\[[\da-fA-F:]+\]|\d+\.\d+\.\d+\.\d+):)?(\d{1,5})(?::(\d{1,5}))?$/.exec(rest) ?? [];
    if (!servicePattern.test(service) || port === '' || Number(port) > 65_535) {
      problems.push({ input: 'ports', message: `'${line}' is not service=public or service=public:container. Example: backend=8000` });
    } else {
      const inside = container === undefined ? undefined : Number(container);
      ports.push({ service, port: Number(port), address: address.replace(/^\[|\]$/g, ''), container: inside });
    }
  }
  for (const twice of repeated(ports.map(({ port }) => String(port))))
    problems.push({ input: 'ports', message: `${twice} is named twice` });
  if (ports.length === 0 && problems.length === 0)
    problems.push({ input: 'ports', message: 'is missing: the ports that users know, which the router listens on. Example: backend=8000' });
  if (problems.length > 0) throw badInputs(problems);
  return ports;
}

/** @throws Failure `unknown-service`, `bad-input` where a file publishes no port of its own for a public one */
export function resolvePorts(models: Models, ports: readonly PublicPort[]): FilePort[] {
  return ports.map((wanted) => {
    const blue = publishedFor(models, 'blue', wanted);
    const green = publishedFor(models, 'green', wanted);
    const targets = { blue: blue.target, green: green.target };
    const { service, port, address } = wanted;
    for (const color of ['blue', 'green'] as const) {
      if ({ blue, green }[color].address.port === port)
        throw wrong(
          `the ${color} file publishes ${port} of ${service} itself, which is the router's. Give ${color} another one, like 127.0.0.1:${port + 1}`,
        );
    }
    return { service, port, address, target: blue.target, targets, blue: blue.address, green: green.address };
  });
}

function publishedFor(models: Models, color: Color, { service, container }: PublicPort): { target: number; address: FilePort[Color] } {
  const found = models[color].services[service];
  if (!found) {
    throw new Failure(
      'unknown-service',
      `ports names ${service}, which the ${color} file does not have; it has ${Object.keys(models[color].services).join(', ')}.`,
      {
        state: 'Nothing was changed.',
      },
    );
  }
  const all = (found.ports ?? []).filter((one) => (one.protocol ?? 'tcp') === 'tcp');
  const matching = container === undefined ? all : all.filter((one) => one.target === container);
  const [one, ...more] = matching;
  if (!one)
    throw wrong(`the ${color} file publishes no port ${container ?? ''} of ${service}. Add one on loopback, like 127.0.0.1:8001:8000`);
  if (more.length > 0) throw wrong(`the ${color} file publishes several ports of ${service}. Say which: ${service}=public:container`);
  if (!/^\d+$/.test(one.published ?? ''))
    throw wrong(
      `the ${color} file gives no fixed port of the server for ${service}:${one.target}; the router must know it before ${color} is up`,
    );
  const any = ['', '0.0.0.0', '::'].includes(one.host_ip ?? '');
  return { target: one.target, address: { host: any ? '127.0.0.1' : (one.host_ip ?? ''), port: Number(one.published) } };
}

function wrong(message: string): Failure {
  return badInputs([{ input: 'ports', message }]);
}
