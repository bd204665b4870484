import type { Model } from '@slipway/docker';
import type { Models } from './ports.ts';

/** Everything of which the two files cannot both have their own, in words. */
export function collisionsOf({ blue, green }: Models): string[] {
  return [
    ...both(containerNames(blue), containerNames(green)).map((name) => `both files name a container ${name}`),
    ...hostPorts(blue).flatMap((one) =>
      hostPorts(green)
        .filter((other) => one.port === other.port && one.protocol === other.protocol && overlap(one.host, other.host))
        .map((other) => `both files publish port ${one.port} of the server (${one.service}, ${other.service})`),
    ),
    ...both(ownNetworks(blue), ownNetworks(green)).map(
      (name) => `both files create the network ${name}; make it external, or leave its name out`,
    ),
    ...volumes(blue).flatMap((one) =>
      volumes(green)
        .filter((other) => one.service === other.service && one.target === other.target && one.name !== other.name)
        .map(
          (other) =>
            `${one.service} keeps ${one.target} in ${one.name} as blue and in ${other.name} as green, so data would change with the colour; name one volume in both files`,
        ),
    ),
  ];
}

/** Services of a colour's file that the release gives no image, and that must not stand twice. */
export function strangersOf(models: Models, released: readonly string[]): string[] {
  return (['blue', 'green'] as const).flatMap((color) =>
    Object.entries(models[color].services).flatMap(([name, service]) => {
      if (released.includes(name)) return [];
      const keeps = (service.volumes ?? []).some(
        (mount) => mount.type === 'volume' || (mount.type === 'bind' && mount['read_only'] !== true),
      );
      if (keeps) return [`${name} of the ${color} file keeps data and would run once for each colour; give it a compose file of its own`];
      return /@sha256:[0-9a-f]{64}$/.test(service.image ?? '')
        ? []
        : [`${name} of the ${color} file has no image by digest; name it in images, or write the digest into the file`];
    }),
  );
}

/** Networks of others that two or more services of a colour join: there a service's name means both colours. */
export function crossings(models: Models, released: readonly string[]): string[] {
  const found = new Set<string>();
  for (const [key, network] of Object.entries(models.blue.networks ?? {})) {
    if (!network?.external) continue;
    const joined = released.filter((name) => models.blue.services[name]?.networks && key in (models.blue.services[name]?.networks ?? {}));
    if (joined.length > 1)
      found.add(
        `${joined.join(', ')} join ${network.name ?? key}, which both colours share: there each of these names means both colours.`,
      );
  }
  return [...found];
}

/** Ports of a colour that the whole network reaches, past the router. */
export function exposures(models: Models): string[] {
  return (['blue', 'green'] as const).flatMap((color) =>
    hostPorts(models[color])
      .filter(({ host }) => isAny(host))
      .map(
        ({ service, port }) =>
          `The ${color} file publishes port ${port} of ${service} on every address of the server, so ${color} can be reached past the router; 127.0.0.1:${port} would not.`,
      ),
  );
}

function containerNames(model: Model): string[] {
  return Object.values(model.services).flatMap(({ container_name: name }) => (name ? [name] : []));
}

function hostPorts(model: Model): { service: string; port: string; host: string; protocol: string }[] {
  return Object.entries(model.services).flatMap(([service, { ports }]) =>
    (ports ?? []).flatMap(({ published, host_ip: host = '', protocol = 'tcp' }) =>
      published ? [{ service, port: published, host, protocol }] : [],
    ),
  );
}

function overlap(one: string, other: string): boolean {
  return isAny(one) || isAny(other) || one === other;
}

function isAny(host: string): boolean {
  return ['', '0.0.0.0', '::'].includes(host);
}

function ownNetworks(model: Model): string[] {
  return Object.entries(model.networks ?? {}).flatMap(([key, network]) =>
    network?.external ? [] : [network?.name ?? `${model.name}_${key}`],
  );
}

/** Named volumes as the services mount them, under their real names. */
function volumes(model: Model): { service: string; target: string; name: string }[] {
  return Object.entries(model.services).flatMap(([service, { volumes: mounts }]) =>
    (mounts ?? []).flatMap(({ type, source, target }) =>
      type === 'volume' && source ? [{ service, target, name: model.volumes?.[source]?.name ?? `${model.name}_${source}` }] : [],
    ),
  );
}

function both(one: readonly string[], other: readonly string[]): string[] {
  return one.filter((name) => other.includes(name));
}
