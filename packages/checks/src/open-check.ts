import { Failure, nearest } from '@slipway/action';
import { bodyLimit } from './body.ts';
import type { Check, CheckPorts, ProbeRequest } from './check.ts';
import type { Condition } from './condition.ts';
import { isDigest } from './digest.ts';
import type { Kind } from './kind.ts';
import { kinds } from './kinds.ts';
import type { Observation } from './observation.ts';
import { openKind } from './open-kind.ts';
import { parseConditions } from './parse.ts';
import { isMeasured, looksAtBody, placeholders, placeholdersOf } from './placeholders.ts';
import { type Plan, planOf } from './plan.ts';
import { defaultTimeout, type SendOptions, send } from './probe.ts';
import { displayUrl, prepare } from './request.ts';

/** What a check asks for where it says nothing else. */
export const defaultConditions: readonly Condition[] = parseConditions(['[STATUS] == 200']);

/** Each may look at a whole body on every attempt. */
const mostConditions = 200;

/** Asks once. @throws Failure `cancelled` */
export type Ask = (options?: Pick<SendOptions, 'timeout' | 'keepBody'>) => Promise<Observation>;

/** A check that can be asked: everything that is wrong with it by itself was refused before. */
export interface OpenCheck {
  readonly check: Check;
  /** `http`, or the scheme. */
  readonly kind: string;
  /** For people. */
  readonly url: string;
  /** What every answer must be. */
  readonly conditions: readonly Condition[];
  /** What the figures of a measurement must be. */
  readonly measured: readonly Condition[];
  readonly plan?: Plan;
  /** Asking again does no harm. */
  readonly repeats: boolean;
  readonly ask: Ask;
  /** The address of `compareTo`. */
  readonly other?: { readonly ask: Ask; readonly url: string };
}

/** @throws Failure `bad-input`, `bad-condition` */
export async function openCheck(check: Check, ports: CheckPorts): Promise<OpenCheck> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(check.url.trim())?.[1]?.toLowerCase() ?? '';
  const kind = await kindOf(scheme);
  const given = check.conditions ?? [];
  const alternatives = (check.either ?? []).flat();
  if (given.length + alternatives.length > mostConditions) refuse(`A check has at most ${mostConditions} conditions.`);
  checkSchemes([...given, ...alternatives], scheme);
  if (alternatives.some(isMeasured)) refuse('An alternative looks at single answers, and not at a measurement.');
  const measured = given.filter(isMeasured);
  const ordinary = given.filter((condition) => !isMeasured(condition));
  const usual = kind === undefined ? defaultConditions : parseConditions(kind.conditions);
  if (check.expectDigest !== undefined && !isDigest(check.expectDigest))
    refuse('The expected digest is not one: sha256: and 64 hex digits.');
  const plan = planOf(check, measured);
  const repeats = kind !== undefined || check.idempotent === true || /^(GET|HEAD|OPTIONS)$/.test(check.method ?? 'GET');
  if (plan !== undefined && !repeats) {
    refuse(`${check.method} is not repeated unless it is said to be idempotent, and a measurement would send it ${plan.samples} times.`);
  }
  const how = kind === undefined ? openHttp(check, [...ordinary, ...alternatives], ports) : openKind(check, { scheme, kind }, ports);
  return {
    check,
    conditions: ordinary.length > 0 || alternatives.length > 0 ? ordinary : usual,
    measured,
    repeats,
    ...(plan === undefined ? {} : { plan }),
    ...how,
  };
}

/** Enough of a body that no condition looks at for what it says near its top. */
const glance = 65_536;

type How = Pick<OpenCheck, 'kind' | 'url' | 'ask' | 'other'>;

function openHttp(check: Check, conditions: readonly Condition[], ports: CheckPorts): How {
  const { compareTo, timeout, expectVersion, options, ...request } = check;
  if (Object.keys(options ?? {}).length > 0) refuse(`A check over HTTP has no options such as ${Object.keys(options ?? {})[0]}.`);
  const { value = '', path, header } = expectVersion ?? {};
  // A version that nobody expects is worth a glance only: many checks with large bodies would fill the memory.
  const versioned = value !== '' || path !== undefined || header !== undefined;
  const whole = looksAtBody(conditions) || versioned || check.expectDigest !== undefined;
  const keepBody = whole ? bodyLimit : glance;
  const one = asker({ ...request, ...(expectVersion ? { version: expectVersion } : {}) }, { timeout, keepBody }, ports);
  if (compareTo === undefined) return { kind: 'http', ...one };
  const { ratio: _ratio, ...place } = compareTo;
  const { address: _address, hostHeader: _host, ...same } = request;
  return { kind: 'http', ...one, other: asker({ ...same, ...place }, { timeout, keepBody }, ports) };
}

interface Reading {
  readonly timeout: number | undefined;
  readonly keepBody: number;
}

function asker(request: ProbeRequest, { timeout, keepBody }: Reading, ports: CheckPorts): { ask: Ask; url: string } {
  const hop = prepare({ ...request, ...(timeout === undefined ? {} : { timeout }) });
  const { redirects, version } = request;
  const fixed: SendOptions = {
    keepBody,
    timeout: timeout ?? defaultTimeout,
    ...(redirects === undefined ? {} : { redirects }),
    ...(version === undefined ? {} : { version }),
  };
  return { url: displayUrl(hop.url), ask: (options) => send(hop, { ...fixed, ...options }, ports) };
}

async function kindOf(scheme: string): Promise<Kind | undefined> {
  if (scheme === 'http' || scheme === 'https' || scheme === '') return undefined;
  const load = Object.hasOwn(kinds, scheme) ? kinds[scheme] : undefined;
  if (load !== undefined) return load();
  const names = ['http', 'https', ...Object.keys(kinds)];
  const near = nearest(scheme, names);
  return refuse(`${scheme}: is no kind of check. There are ${names.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`);
}

/** `[STATUS]` of a port is not false but meaningless. */
function checkSchemes(conditions: readonly Condition[], scheme: string): void {
  for (const condition of conditions) {
    const name = placeholdersOf(condition).find((one) => placeholders[one].schemes?.test(scheme || 'http') === false);
    if (name === undefined) continue;
    throw new Failure('bad-condition', `[${name}] has no value in a check over ${scheme || 'http'}: ${condition.text}`, {
      state: 'Nothing was asked.',
    });
  }
}

function refuse(problem: string): never {
  throw new Failure('bad-input', problem, { state: 'Nothing was asked.' });
}
