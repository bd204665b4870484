import { code, Failure, type Host, type InputsOf, messageOf, type Result, table, writeReport } from '@slipway/action';
import { type Color, otherColor } from '@slipway/docker';
import { openSession, type Session } from '@slipway/journal';
import type { Shell } from '@slipway/shell';
import { giveBackMode } from './adopt/give-back.ts';
import type { contract } from './contract.ts';
import type { Mode } from './mode.ts';
import { deployMode, prepareMode, promoteMode, rollbackMode } from './modes.ts';
import { type Application, openApplication, openView } from './open.ts';
import type { Receipt } from './receipt.ts';
import { report } from './status.ts';
import { abortMode, unlock } from './unlock.ts';

export type Inputs = InputsOf<typeof contract>;

export interface Ports extends Host {
  readonly shell: Shell;
  /** A lease that is held already, as in a whole release; otherwise one is taken for this switch. */
  readonly session?: Session;
  /** Asked once the new version has the traffic and before it is confirmed: throws where the traffic must go back. */
  readonly gate?: () => Promise<void>;
}

export interface SwitchResult extends Result<typeof contract> {
  readonly receipt?: Receipt;
}

const modes: Readonly<Record<Exclude<Inputs['mode'], 'status' | 'unlock'>, Mode>> = {
  deploy: deployMode,
  prepare: prepareMode,
  promote: promoteMode,
  rollback: rollbackMode,
  abort: abortMode,
  'give-back': giveBackMode,
};

/** Moves an application to another release, back to one before, or says what is live. */
export async function run(inputs: Inputs, ports: Ports): Promise<SwitchResult> {
  const application = await openApplication({ shell: ports.shell, host: ports, inputs });
  const { mode } = inputs;
  if (mode === 'status' || (mode === 'unlock' && inputs['dry-run']))
    return report(await openView(application, { shell: ports.shell, host: ports, inputs }, []));
  if (mode === 'unlock') return unlock(inputs, ports, application);
  const wanted = mode === 'deploy' || mode === 'prepare' ? application.images(inputs.images) : {};
  const session = ports.session ?? (await ownSession(inputs, ports, application));
  const context = { inputs, ports: { ...ports, shell: session.shell, session }, application };
  try {
    const result = await modes[mode](context, wanted);
    if (result.receipt) await keepReceipt(inputs, ports, result.receipt);
    const { version, live } = result.outputs;
    if (!ports.session)
      await session.end(result.outcome, { version, live, ...result.ending }).catch((error: unknown) => unwritten(ports, error));
    return result;
  } catch (error) {
    const told = error instanceof Failure ? error.details.outputs?.['receipt'] : undefined;
    if (told) await keepReceipt(inputs, ports, JSON.parse(told) as Receipt);
    if (!ports.session) await session.end(error instanceof Failure ? (error.details.outcome ?? 'failed') : 'failed').catch(() => {});
    throw error;
  }
}

async function keepReceipt(inputs: Inputs, ports: Ports, receipt: Receipt): Promise<void> {
  if (inputs['receipt-file'] === undefined) return;
  const { renderHtml } = await import('./receipt-html.ts');
  await writeReport('receipt', inputs['receipt-file'], renderHtml(receipt), ports);
}

/** What was asked for is true; that its end is not in the journal is the next run's to settle. */
function unwritten(ports: Ports, error: unknown): void {
  ports.log.warn(`It is done, but the end could not be written into the journal: ${messageOf(error)}.`);
}

export async function ownSession(inputs: Inputs, ports: Ports, application: Pick<Application, 'state'>): Promise<Session> {
  const { runIsOver } = await import('@slipway/github');
  const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
  return openSession(
    ports.shell,
    {
      folder: application.state,
      what: `${inputs.mode} ${inputs.version ?? ''}`.trim(),
      wait: inputs['lock-timeout'],
      isOver: (owner) => runIsOver(owner, { apiUrl: ports.context.apiUrl, token }),
    },
    ports,
  );
}

export function planned(
  name: string,
  { live, version }: { readonly live: Color | undefined; readonly version: string },
  images: Readonly<Record<string, string>>,
  plan: string | undefined = undefined,
): SwitchResult {
  const rows = Object.entries(images).map(([service, image]) => [code(service), code(image)]);
  const summary = [
    `### Plan: ${name} would serve ${code(version)} on ${live ? `${otherColor(live)}; ${live} serves now` : 'blue, as the first release here'}`,
    table(['service', 'image'], rows),
    ...(plan ? [plan] : []),
  ].join('\n\n');
  return { outcome: 'reported', outputs: { live: live ?? '' }, summary };
}
