import { Failure, formatDuration, messageOf, withDetails } from '@slipway/action';
import { step } from '../work.ts';
import { type Adoption, answersAgain, asFailure, askOnce, lead } from './adoption.ts';
import { leave } from './leave.ts';
import { type Inspected, inspect, running, setRestart, start, stop } from './original.ts';
import { type Original, writeRecord } from './record.ts';

/**
 * The original comes back, and users go back to it. Until its containers run, a reboot comes back with the router; from then on with them. A run that
 * is lost in the middle is finished by mode give-back, or undone by the next release.
 */
export async function restore(adoption: Adoption, original: Original, healthTimeout: number): Promise<void> {
  const { work, takeover } = adoption;
  const { shell, state } = work;
  const fresh =
    original.phase === 'taken' ? { ...original, beside: await takeover.choose(original.held.map(({ port }) => port)) } : original;
  const returning: Original = { ...fresh, phase: 'returning' };
  const here = { ...adoption, redirect: adoption.redirect.with(returning) };
  const up = await running(shell, original.containers);
  if (up.length < original.containers.length) {
    try {
      await openBeside(here, returning, up.length > 0);
      await startOriginal(here, returning, healthTimeout);
    } catch (error) {
      throw await takenBack(here, returning, error);
    }
  } else {
    await step(work, 'start original', {}, () => comeUp(here, returning, healthTimeout));
  }
  await writeRecord(shell, state, returning);
  await leave(here, returning);
}

async function openBeside(adoption: Adoption, returning: Original, partly: boolean): Promise<void> {
  const { work, takeover, led } = adoption;
  const { beside, held } = returning;
  await step(work, 'open beside', { ports: beside }, async () => {
    await writeRecord(work.shell, work.state, returning);
    await takeover.enter({ at: partly ? 'beside' : 'both', beside });
    return undefined;
  });
  if (led) await step(work, 'lead', { ports: held.map(({ port }) => port) }, () => lead(adoption).then(() => undefined));
}

async function startOriginal(adoption: Adoption, returning: Original, healthTimeout: number): Promise<void> {
  const { work, takeover, led } = adoption;
  const { shell, host, runtime } = work;
  const { containers, beside } = returning;
  await step(work, 'start original', { containers: containers.map(({ name }) => name) }, async () => {
    const from = host.clock.now();
    // In this order: a reboot in between finds two that want the ports, never nobody.
    await setRestart(shell, containers, 'always');
    await takeover.enter({ at: 'beside', beside });
    await start(shell, containers);
    await comeUp(adoption, returning, healthTimeout);
    const [first] = runtime.published;
    if (led || !first) return undefined;
    const outage = await answersAgain(work, first, from);
    host.log.warn(`The ports changed hands with an outage of ${formatDuration(outage)} at the most.`);
    return { outage };
  });
}

/** Waits until the containers are healthy, and asks each published port of them on the containers' own addresses. */
async function comeUp({ work, question }: Adoption, { containers, held }: Original, healthTimeout: number): Promise<undefined> {
  const { shell, host } = work;
  const until = host.clock.now() + healthTimeout;
  await setRestart(shell, containers, 'own');
  for (;;) {
    const all = await inspect(
      shell,
      containers.map(({ id }) => id),
    );
    const pending = all.filter((one) => one.State.Status !== 'running' || (one.State.Health?.Status ?? 'healthy') !== 'healthy');
    const silent =
      pending.length > 0
        ? pending.map(({ Name }) => Name.slice(1))
        : await silentPorts(
            all,
            held.map(({ port }) => port),
          );
    if (silent.length === 0) return undefined;
    if (host.clock.now() > until)
      throw new Failure('unhealthy', `${silent.join(', ')} of the original did not come up within ${formatDuration(healthTimeout)}.`);
    await host.clock.sleep(500);
  }

  async function silentPorts(all: readonly Inspected[], ports: readonly number[]): Promise<string[]> {
    const silent: string[] = [];
    for (const port of ports) {
      const address = addressOf(all, port);
      const answer = address ? await askOnce(work, address, question.path).catch(() => undefined) : undefined;
      if (!answer || answer.status >= 500) silent.push(`port ${port}`);
    }
    return silent;
  }
}

/** Where the container that publishes a port answers itself. */
function addressOf(all: readonly Inspected[], port: number): { host: string; port: number } | undefined {
  for (const { NetworkSettings } of all) {
    const entry = Object.entries(NetworkSettings.Ports ?? {}).find(([, bound]) => bound?.some(({ HostPort }) => Number(HostPort) === port));
    const host = Object.values(NetworkSettings.Networks ?? {}).find(({ IPAddress }) => IPAddress !== '')?.IPAddress;
    if (entry && host) return { host, port: Number.parseInt(entry[0], 10) };
  }
  return undefined;
}

/** The original did not come up: it is stopped again, and the router keeps the ports. */
async function takenBack({ work, takeover, redirect }: Adoption, returning: Original, error: unknown): Promise<Failure> {
  const { shell, state, host } = work;
  const why = asFailure(error);
  if (host.signal.aborted || why.reason === 'lease-lost') {
    return withDetails(why, { state: 'HAProxy or the original serves; run mode give-back again, or a release, which undoes it.' });
  }
  try {
    await step(work, 'take back', {}, async () => {
      const { containers, beside } = returning;
      await takeover.enter({ at: 'both', beside }, 'boot');
      await setRestart(shell, containers, 'no');
      await stop(shell, containers);
      await takeover.enter({ at: 'both', beside });
      await redirect.remove();
      await takeover.enter(undefined);
      await writeRecord(shell, state, { ...returning, phase: 'taken' });
      return undefined;
    });
    return withDetails(why, { state: 'Nothing was given back: the live colour serves as before, the original is stopped.' });
  } catch (second) {
    host.log.warn(`The original could not be stopped again: ${messageOf(second)}`);
    return withDetails(why, { state: 'HAProxy serves beside the ports. Run mode give-back again, or a release, which undoes it.' });
  }
}
