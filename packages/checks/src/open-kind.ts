import { lookup } from 'node:dns/promises';
import { Failure, nearest } from '@slipway/action';
import type { Address, Shell } from '@slipway/shell';
import type { Check, CheckPorts } from './check.ts';
import type { Kind, KindPorts, KindRequest } from './kind.ts';
import type { Observation } from './observation.ts';
import type { Ask, OpenCheck } from './open-check.ts';
import { isPrivate, PrivateTarget, requirePublic } from './private.ts';
import { defaultTimeout } from './probe.ts';
import { describeError, describeTimeout, type Progress } from './probe-error.ts';
import { displayUrl } from './request.ts';

/** How much longer than its timeout a kind may take before it is left alone. */
const grace = 250;

/** Fields of a request that only HTTP knows. */
const httpOnly = ['body', 'address', 'hostHeader', 'resolve', 'redirects', 'clientCertificate', 'clientKey', 'compareTo'] as const;

interface Chosen {
  readonly scheme: string;
  readonly kind: Kind;
}

/** A check that is not one over HTTP. @throws Failure `bad-input` */
export function openKind(check: Check, { scheme, kind }: Chosen, ports: CheckPorts): Pick<OpenCheck, 'kind' | 'url' | 'ask'> {
  const url = URL.canParse(check.url) ? new URL(check.url) : refuse(`The url is not an address such as ${scheme}://host.`);
  const request: KindRequest = {
    url: check.url,
    timeout: check.timeout ?? defaultTimeout,
    ...(check.ca === undefined ? {} : { ca: check.ca }),
    ...optionsOf(check, kind, scheme),
  };
  const problems = kind.check(request);
  if (problems.length > 0) refuse(problems.join(' '));
  const { shell } = ports;
  if (shell === undefined) return refuse(`A check over ${scheme} needs the shell of the machine that asks.`);
  const kindPorts: KindPorts = { ...ports, shell: ports.publicOnly ? publicShell(shell) : shell };
  const progress: Progress = { endpoint: url.host || scheme, connected: false, answering: false, secure: false, indirect: shell.remote };
  const ask: Ask = async (options) => {
    const asked = { ...request, timeout: options?.timeout ?? request.timeout };
    const started = performance.now();
    const ended = (error: unknown): Observation => nothing(displayUrl(url), performance.now() - started, describeError(error, progress));
    try {
      const answer = (ports.publicOnly ? refusePrivate(url.hostname) : Promise.resolve()).then(() => kind.probe(asked, kindPorts));
      return await within(asked.timeout, answer, () =>
        nothing(displayUrl(url), performance.now() - started, describeTimeout(asked.timeout, progress)),
      );
    } catch (error) {
      if (error instanceof Failure && error.reason === 'cancelled') throw error;
      return ended(error);
    }
  };
  return { kind: scheme, url: displayUrl(url), ask };
}

function optionsOf(check: Check, kind: Kind, scheme: string): Pick<KindRequest, 'options'> {
  const useless = [
    ...httpOnly.filter((name) => check[name] !== undefined),
    ...(Object.keys(check.headers ?? {}).length > 0 ? ['headers'] : []),
    ...(check.method === undefined || check.method === 'GET' ? [] : ['method']),
    ...(check.insecure && !kind.options.includes('insecure') ? ['insecure'] : []),
  ];
  if (useless.length > 0) refuse(`${useless.join(', ')} means nothing in a check over ${scheme}.`);
  const options = { ...check.options, ...(check.insecure ? { insecure: true } : {}) };
  for (const name of Object.keys(options)) {
    if (kind.options.includes(name)) continue;
    const near = nearest(name, kind.options);
    const known = kind.options.length === 0 ? 'it has none' : `it knows ${kind.options.join(', ')}`;
    refuse(`${name} is no option of a check over ${scheme}; ${near === undefined ? known : `did you mean ${near}?`}`);
  }
  return Object.keys(options).length === 0 ? {} : { options };
}

/** A name is resolved here and again by the socket; `publicShell` looks at what the socket would connect to. */
async function refusePrivate(hostname: string): Promise<void> {
  const host = hostname.replace(/^\[|\]$/g, '');
  requirePublic({ host, port: 0 });
  for (const { address } of await lookup(host, { all: true })) if (isPrivate(address)) throw new PrivateTarget(address);
}

/** A shell that leads to public addresses only, and runs nothing. */
function publicShell(shell: Shell): Shell {
  const nothingRuns = (): never => {
    throw new PrivateTarget(`a program on ${shell.where}`);
  };
  return {
    where: shell.where,
    remote: shell.remote,
    close: () => shell.close(),
    run: async () => nothingRuns(),
    start: nothingRuns,
    async reach(address: Address) {
      requirePublic(address);
      if ('path' in address) return address;
      const found = await lookup(address.host, { all: true });
      const bad = found.find((one) => isPrivate(one.address));
      if (bad !== undefined) throw new PrivateTarget(bad.address);
      return shell.reach({ host: found[0]?.address ?? address.host, port: address.port });
    },
  };
}

/** A kind ends by itself; one that does not must not keep the others waiting. */
async function within(timeout: number, asked: Promise<Observation>, late: () => Observation): Promise<Observation> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<Observation>((resolve) => {
    timer = setTimeout(() => resolve(late()), timeout + grace);
  });
  asked.catch(() => {});
  return Promise.race([asked, expired]).finally(() => clearTimeout(timer));
}

function nothing(url: string, responseTime: number, error: NonNullable<Observation['error']>): Observation {
  return { url, connected: false, headers: {}, body: '', truncated: false, responseTime, versions: [], redirects: [], error };
}

function refuse(problem: string): never {
  throw new Failure('bad-input', problem, { state: 'Nothing was asked.' });
}
