import { type Decision, discoverers, discoveryOf, type Model, type Service } from '@slipway/docker';
import { type Facts, fileSources } from './facts.ts';

/** Something in a compose file that cannot be released as it stands, and what to do. */
export interface Unfit {
  readonly what: string;
  readonly hint: string;
}

export interface Reviewed {
  readonly model: Model;
  readonly decisions: readonly Decision[];
  readonly facts: Facts;
  /** What moves the traffic, from the input `router`. */
  readonly router: string;
}

/** Everything that would go wrong later, found before anything is changed. */
export function unfit(reviewed: Reviewed): Unfit[] {
  const { model, decisions, facts } = reviewed;
  const released = decisions.filter(({ strategy }) => strategy !== 'single').map(({ service }) => service);
  return [
    ...released.flatMap((name) => serviceUnfit(reviewed, name, model.services[name] ?? {})),
    ...missingFiles(reviewed, [...released, ...facts.absent]),
    ...facts.missing.map((one) => ({
      what: `the ${one} is external and not there`,
      hint: `create it: docker ${one.split(' ')[0]} create ${one.split(' ')[1]}`,
    })),
    ...facts.unbuilt.map((name) => ({
      what: `${name} is built from source and not released`,
      hint: `name its image in images: ${name}=…@sha256:…`,
    })),
  ];
}

function serviceUnfit(reviewed: Reviewed, name: string, service: Service): Unfit[] {
  const source = sourceMount(service);
  const found = [
    ...onNetwork(service),
    ...inCopies(reviewed, name, service),
    ...byDiscovery(reviewed, service),
    ...takenVolumes(reviewed, service),
  ];
  if (source)
    found.push([`mounts ${source}, the folder that it is built from`, 'move that mount into a compose.override.yml for development']);
  return found.map(([what, hint]) => ({ what: `${name} ${what}`, hint }));
}

type Finding = readonly [what: string, hint: string];

function onNetwork(service: Service): Finding[] {
  const mode = String(service['network_mode'] ?? '');
  if (mode === 'host') return [['uses the network of the host, where two colours would take the same ports', 'publish its ports instead']];
  if (mode === 'bridge' || mode.startsWith('container:')) return [[`uses network_mode ${mode}`, 'let it use the networks of the project']];
  if (mode !== '' && (service.ports ?? []).length > 0)
    return [[`publishes ports with network_mode ${mode}`, 'publish them on the service whose network it is']];
  const range = (service.ports ?? []).find((port) => /^\d+-\d+$/.test(port.published ?? ''));
  return range ? [[`publishes one of the ports ${range.published}`, 'publish one port, like 8000:8000']] : [];
}

function inCopies({ decisions }: Reviewed, name: string, service: Service): Finding[] {
  const copies = Number(service['scale'] ?? (service['deploy'] as { replicas?: number } | undefined)?.replicas ?? 1);
  const strategy = decisions.find((one) => one.service === name)?.strategy;
  if (copies === 0) return [['has no copies (replicas: 0)', 'release it when it runs']];
  if (copies === 1) return [];
  if ((service.ports ?? []).length > 0)
    return [[`has ${copies} copies`, 'run one, with more workers inside: the router knows one address of a colour']];
  return strategy === 'colours' ? [] : [[`has ${copies} copies`, `a ${strategy} has one; take strategy colours where two may run at once`]];
}

/** A proxy that looks for containers by itself would pass the router by. */
function byDiscovery({ facts, router, model }: Reviewed, service: Service): Finding[] {
  const [label] = discoveryOf(service);
  const sees = discoverers([...facts.running, ...Object.values(model.services).map((one) => one.image ?? '')]);
  if (label === undefined || sees.length === 0 || router === 'traefik') return [];
  const hint = sees.some((image) => /traefik/.test(image))
    ? 'take router: traefik, where users come through it; else remove the label'
    : 'let that proxy ask the published port, and remove the label';
  return [
    [`has ${label}, and ${sees.join(', ')} on this server sends traffic to every container that has it, also to an unproven colour`, hint],
  ];
}

function takenVolumes({ decisions }: Reviewed, service: Service): Finding[] {
  const others = ((service['volumes_from'] as string[] | undefined) ?? []).map((one) => one.replace(/^container:/, '').split(':')[0] ?? '');
  const outside = others.filter((other) => !decisions.some((one) => one.service === other && one.strategy !== 'single'));
  return outside.length > 0
    ? [[`takes the volumes of ${outside.join(', ')}, which is no part of the release`, 'name the volumes themselves']]
    : [];
}

/** A mount of the folder that the service is built from: the code of a developer's machine in place of the image's. */
function sourceMount(service: Service): string | undefined {
  const build = service.build as { context?: string } | string | undefined;
  const context = typeof build === 'string' ? build : build?.context;
  if (!context?.startsWith('/')) return undefined;
  return (service.volumes ?? []).find((mount) => mount.type === 'bind' && mount.source === context)?.source;
}

function missingFiles({ model, facts }: Reviewed, names: readonly string[]): Unfit[] {
  const hint = 'put it on the server; Docker would make an empty folder of it';
  const mounts = names.flatMap((name) =>
    (model.services[name]?.volumes ?? [])
      .filter((mount) => mount.type === 'bind' && facts.paths[mount.source ?? ''] === 'nothing' && isFile(mount.source ?? '', mount.target))
      .map((mount) => ({ what: `${name} mounts ${mount.source}, which is not there`, hint })),
  );
  const files = fileSources(model).filter((path) => facts.paths[path] === 'nothing');
  return [...mounts, ...files.map((path) => ({ what: `a config or secret is ${path}, which is not there`, hint: 'put it on the server' }))];
}

/** What a mount means: a name with an ending on both sides is a file; anything else may be a folder that Docker is to make. */
function isFile(source: string, target: string): boolean {
  const ending = /\/[^/]+\.[a-z][a-z0-9]{0,7}$/i;
  return (ending.test(source) && !/\.d$/.test(source)) || (ending.test(target) && !/\.d$/.test(target));
}
