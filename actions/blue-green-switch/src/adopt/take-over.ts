import type { Failure } from '@slipway/action';
import type { ModeContext } from '../mode.ts';
import type { DeployOptions } from '../options.ts';
import { step, type Work } from '../work.ts';
import { type Adoption, besideSession } from './adoption.ts';
import { describeOriginal } from './describe.ts';
import { leave } from './leave.ts';
import { type Found, findOriginal, running } from './original.ts';
import { type Opened, openFor, optionsOf } from './prepare.ts';
import { type Original, readRecord } from './record.ts';
import { proxyBefore, refuseOutage } from './refusals.ts';
import { take } from './take.ts';

/**
 * Takes over the stack that the team started by `docker compose up`, where it serves on the published ports and no colour does; and goes on with a
 * takeover that an earlier run left in the middle. Otherwise it changes nothing.
 * @returns what was taken over, for the receipt
 * @throws Failure `port-taken` where that costs an outage that nobody allowed
 */
export async function takeOver(context: ModeContext, work: Work, options: DeployOptions): Promise<string | undefined> {
  const { inputs, ports } = context;
  if (!work.router.takeover || work.runtime.kind !== 'compose') return undefined;
  const { live } = await work.router.read();
  const record = await readRecord(work.shell, work.state);
  const left = record?.phase === 'taken' ? undefined : record;
  if (live !== undefined && !left) return undefined;
  const mayBegin = inputs.mode === 'deploy' || inputs.mode === 'prepare';
  const released = Object.keys(options.release.images);
  const found = mayBegin ? await findOriginal(work.shell, work.name, released, work.runtime.published) : undefined;
  // What was begun and never served is begun anew: the stack may be another one meanwhile.
  const known = left && (live !== undefined || !found) ? left : undefined;
  if (!known && !found) return undefined;
  const session = besideSession(ports.session);
  const plain: Work = { ...work, session };
  const original = known ?? (await describeOriginal(context, plain, found as Found, options.release.images));
  const opened = await openFor(context, plain, original);
  if (inputs['dry-run']) {
    const cost = opened.obstacle === undefined ? 'without an outage' : `with an outage, because ${opened.obstacle}`;
    work.host.log.info(`${work.name} (${original.version}) runs as docker compose up started it: a release takes it over first, ${cost}.`);
    return undefined;
  }
  try {
    const outcome = await adopt(context, opened, optionsOf(options, opened.questions, original), original, {
      goesOn: known !== undefined,
      live,
    });
    await session.end(outcome, { version: original.version });
    return outcome === 'taken-over' ? `${original.version}, as docker compose up started it; mode give-back brings that back` : undefined;
  } catch (error) {
    await session.end('failed').catch(() => {});
    throw error;
  }
}

async function adopt(
  { inputs, application }: ModeContext,
  { adoption, obstacle }: Opened,
  options: DeployOptions,
  original: Original,
  { goesOn, live }: { readonly goesOn: boolean; readonly live: string | undefined },
): Promise<string> {
  const { work } = adoption;
  const { host, shell } = work;
  if (goesOn && live === undefined) {
    host.log.warn('What an earlier run left of a takeover is taken away: no colour serves.');
    await leave(adoption, original);
    return 'cleared';
  }
  const serves = (await running(shell, original.containers)).length > 0;
  const before = await proxyBefore(shell, original.held);
  if (serves && obstacle !== undefined) await acceptOutage(inputs['allow-takeover'], adoption, original, obstacle, before);
  for (const file of before)
    host.log.warn(`${file} passes users on to ${work.name}: the switch is better made in that proxy (router: nginx).`);
  const who = `${work.name} (${original.version})`;
  host.log.info(
    goesOn ? `An earlier run began to take ${who} over; this one goes on.` : `Taking ${who} over, as docker compose up started it.`,
  );
  const { ready } = adoption.takeover;
  if (ready) await step(work, 'router', { kind: work.router.kind }, async () => void (await ready()));
  await step(work, 'singles', {}, async () => void (await application.ensure(shell, Object.keys(original.images))));
  await take(adoption, options, original);
  host.log.info(`${who} serves from a colour now; the containers of before are stopped and kept for mode give-back.`);
  return 'taken-over';
}

async function acceptOutage(
  allowed: boolean,
  { work }: Adoption,
  original: Original,
  because: string,
  before: readonly string[],
): Promise<void> {
  const grace = original.containers.reduce((sum, one) => sum + one.grace, 0);
  const ports = original.held.map(({ port }) => port);
  const what = 'the containers that publish them end, within their stop_grace_period, then HAProxy binds';
  const failure: Failure = refuseOutage(work.shell.where, ports, { because, what, seconds: grace + 2, before });
  if (!allowed) throw failure;
  work.host.log.warn(failure.message);
}
