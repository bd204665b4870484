import { Failure } from '@slipway/action';
import { answeringService, type Question, questionsFor } from '../checks.ts';
import type { ModeContext } from '../mode.ts';
import { openView } from '../open.ts';
import type { DeployOptions } from '../options.ts';
import type { View, Work } from '../work.ts';
import { type Adoption, askOnce } from './adoption.ts';
import { openRedirect } from './ports.ts';
import type { Original } from './record.ts';

export interface Opened {
  readonly adoption: Adoption;
  readonly questions: readonly Question[];
  /** Why the ports cannot change hands without an outage; undefined where they can. */
  readonly obstacle: string | undefined;
}

/** Runtime, router and questions for the services of the original alone: the release may have others. */
export async function openFor({ inputs, ports, application }: ModeContext, work: Work, original: Original): Promise<Opened> {
  const view = await openView(application, { shell: ports.shell, host: ports, inputs }, Object.keys(original.images));
  const { takeover } = view.router;
  if (!takeover) {
    throw new Failure('router-setup', `The router ${view.router.kind} takes no ports over, and gives none back.`, {
      state: 'Nothing was changed.',
    });
  }
  const questions = await questionsOf(inputs, view);
  const [question] = questions;
  if (!question) throw new Failure('internal-error', 'There is nothing to ask the original.');
  const redirect = openRedirect(view.shell, original);
  const services = view.runtime.handover?.services ?? [];
  const obstacle = services.length > 0 ? `${services.join(', ')} may not run twice` : await redirect.obstacle();
  const led = obstacle === undefined;
  return {
    adoption: { work: { ...work, ...view }, takeover, redirect, led, question, drainTimeout: inputs['drain-timeout'] },
    questions,
    obstacle,
  };
}

/** A colour that is to run the original, brought up as any other. */
export function optionsOf(given: DeployOptions, questions: readonly Question[], { version, images }: Original): DeployOptions {
  const release = { version, images, repeated: true };
  return { ...given, release, questions, derivedVersion: true, canary: [], gate: undefined, bringUp: 'create', contract: false };
}

/** Nobody knows what an old version answers on the path of a new one: where it is not healthy there now, it must answer at all. */
async function questionsOf(inputs: ModeContext['inputs'], { runtime, router, shell, host, name }: View): Promise<Question[]> {
  const { published } = runtime;
  const wanted = published.some((one) => one.service === inputs.service) ? inputs.service : undefined;
  const service = answeringService(wanted, published);
  const all = questionsFor({ service, healthPath: inputs['health-path'], checks: [], published }).map((one) => ({
    ...one,
    identity: false,
  }));
  const door = published.find((one) => one.service === service);
  const answer = door ? await askOnce({ shell, host }, router.front(door).address, inputs['health-path']) : undefined;
  if (answer?.status === 200) return all;
  host.log.info(`${name} does not answer 200 on ${inputs['health-path']} now, so ${service} is only asked whether it answers.`);
  return all.map((one) => (one.service === service ? { ...one, path: '/', conditions: ['[STATUS] < 500'] } : one));
}
