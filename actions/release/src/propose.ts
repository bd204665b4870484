import { Failure, type Host } from '@slipway/action';
import { listServices } from '@slipway/config';
import { openGitHub, upsertComment } from '@slipway/github';
import { renderPlan } from './plan.ts';
import { tokenOf } from './record.ts';
import type { ReleaseResult } from './run.ts';
import type { Inputs, Plan } from './settings.ts';

/** The plan from the repository alone, for a pull request: no server, no secret. A comment that cannot be written fails nothing. */
export async function propose(inputs: Inputs, plan: Plan, host: Host): Promise<ReleaseResult> {
  const { settings } = plan;
  const services = await listServices(settings['compose-file'], host.context.workspace);
  const released = Object.keys(settings.images);
  if (services === undefined && settings.command === undefined) {
    throw new Failure(
      'compose-missing',
      `${settings['compose-file']} cannot be read in ${host.context.workspace}, or is no compose file.`,
      {
        state: 'Nothing was changed.',
        hint: 'Check the key compose-file of the Slipway file, and that a step before this one checks the repository out.',
      },
    );
  }
  const unknown = services === undefined ? [] : released.filter((name) => !services.some((one) => one.name === name));
  if (unknown.length > 0 && settings.command === undefined) {
    throw new Failure(
      'unknown-service',
      `${inputs.config} releases ${unknown.join(', ')}, which ${settings['compose-file']} does not have.`,
      {
        state: 'Nothing was changed.',
        hint: 'Every key below images is the name of a service of the compose file.',
      },
    );
  }
  const ports = (services ?? [])
    .filter(({ name }) => released.includes(name))
    .flatMap(({ name, ports: own }) => own.map((port) => `${name} ${port}`));
  const where = settings.command === undefined ? (plan.target.host ?? 'this machine') : 'its platform';
  const text = renderPlan(plan, { services: (services ?? []).map(({ name }) => name), ports, live: undefined, where });
  host.log.info(text);
  if (inputs.comment) await comment(inputs, plan, text, host);
  return { outcome: 'planned', outputs: { version: plan.version, commit: plan.commit }, summary: text };
}

async function comment(inputs: Inputs, plan: Plan, body: string, { context, log, signal }: Host): Promise<void> {
  const [, number] = /^refs\/pull\/(\d+)\//.exec(context.ref) ?? [];
  if (number === undefined) return log.info('This run is about no pull request, so the plan is in the summary alone.');
  const github = await openGitHub({ apiUrl: context.apiUrl, token: tokenOf(inputs), repository: context.repository, log, signal });
  const file = inputs.config === '.github/slipway.yml' ? '' : `-${inputs.config.replaceAll(/\W+/g, '-')}`;
  const marker = `slipway-plan-${plan.settings.environment}${file}`;
  const answer = await upsertComment(github, Number(number), { marker, body });
  log.info(answer.ok ? `The plan stands in a comment of #${number} (${answer.data}).` : `${answer.why} The plan is in the summary.`);
}
