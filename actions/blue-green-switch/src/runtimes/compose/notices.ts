import { commandText, discoveryOf, migrationIn, restartOf, type Service, singleWriter, writable } from '@slipway/docker';
import type { Reviewed } from './rules.ts';

/** What is as it always is in a colour: worth a line, and no annotation at every release. */
export function fixedNames({ model, decisions }: Pick<Reviewed, 'model' | 'decisions'>): string {
  const names = decisions
    .filter(({ service, strategy }) => strategy !== 'single' && model.services[service]?.container_name)
    .map(({ service }) => service);
  if (names.length === 0) return '';
  const are = names.length === 1 ? 'has no fixed container name in its colours' : 'have no fixed container names in their colours';
  return `${names.join(', ')} ${are}; inside of them the names of the compose file are answered.`;
}

/** What a person should know before a release, and nothing stops it. */
export function notices({ model, decisions, facts, router }: Reviewed): string[] {
  const found: string[] = facts.overrides.map(
    (path) => `${path} is there and is not used: a release takes the compose file of the repository alone.`,
  );
  const strategyOf = (name: string): string => decisions.find((one) => one.service === name)?.strategy ?? 'single';
  for (const [name, service] of Object.entries(model.services)) {
    const strategy = strategyOf(name);
    if (strategy === 'single') found.push(...sameImage(model.services, name, strategyOf));
    else found.push(...released(name, service, strategy, router));
    if (strategy === 'colours') found.push(...shared(name, service));
  }
  for (const [key, network] of Object.entries(model.networks ?? {})) {
    const names = Object.keys(model.services).filter(
      (name) => strategyOf(name) === 'colours' && key in (model.services[name]?.networks ?? {}),
    );
    if (network?.external && names.length > 0)
      found.push(`On the external network ${network.name ?? key} both colours answer to ${names.join(', ')} while they run side by side.`);
  }
  return found;
}

function released(name: string, service: Service, strategy: string, router: string): string[] {
  const found: string[] = [];
  const order = strategy === 'once' ? undefined : migrationIn(commandText(service['command']) || commandText(service['entrypoint']));
  if (order)
    found.push(
      `${name} migrates when it starts (${order}), before the release has proven anything; the step for migrations does it once, and under a lock.`,
    );
  const labels = discoveryOf(service);
  if (labels.length > 0 && router !== 'traefik')
    found.push(
      `${name} loses ${labels.join(', ')} in its colours: a proxy that watches the engine would send traffic to one as soon as it runs.`,
    );
  if (strategy !== 'once' && restartOf(service) === 'no')
    found.push(`${name} has no restart policy: it stays down after a restart of the server. restart: unless-stopped changes that.`);
  if (Object.values(service.networks ?? {}).some((one) => one?.['ipv4_address'] ?? one?.['ipv6_address']))
    found.push(`${name} has no fixed address in its colours: two cannot have the same.`);
  if ((service.ports ?? []).some((port) => port.protocol === 'udp')) found.push(`${name} publishes UDP, which is not routed.`);
  if ((service.ports ?? []).some((port) => !port.published))
    found.push(`${name} publishes a port without a fixed number, which is not routed.`);
  const unset = Object.entries(service.environment ?? {})
    .filter(([, value]) => value === null)
    .map(([key]) => key);
  if (unset.length > 0)
    found.push(`${name} wants ${unset.join(', ')} from the environment, where it has no value: the container gets none.`);
  return found;
}

function shared(name: string, service: Service): string[] {
  const mounts = (service.volumes ?? []).filter((mount) => writable(mount) && mount.source && !/\.sock$/.test(mount.source));
  if (mounts.length === 0) return [];
  const list = mounts.map((mount) => mount.source).join(', ');
  const risk = singleWriter(service) ? ' One of them looks as if it could have one writer only.' : '';
  return [`Both colours of ${name} write to ${list} while they run side by side.${risk}`];
}

/** A single service that runs the image of a released one stays on an old version. */
function sameImage(services: Readonly<Record<string, Service>>, name: string, strategyOf: (name: string) => string): string[] {
  const own = services[name] ?? {};
  const source = (service: Service): string | undefined =>
    service.image?.replace(/@.*$/, '').replace(/:[^/]*$/, '') ?? (service.build as { context?: string } | undefined)?.context;
  const twin = Object.keys(services).find(
    (other) => strategyOf(other) !== 'single' && source(own) !== undefined && source(services[other] ?? {}) === source(own),
  );
  return twin
    ? [`${name} runs the image of ${twin} and is not released with it: it stays on the version that it has. Name it in images too.`]
    : [];
}
