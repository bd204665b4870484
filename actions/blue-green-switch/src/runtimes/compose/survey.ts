import { cell, Failure, type Host } from '@slipway/action';
import { type Decision, type Project, refuseSecond } from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import { gather } from './facts.ts';
import { fixedNames, notices } from './notices.ts';
import { measure, refuseShort } from './resources.ts';
import { unfit } from './rules.ts';
import { describeStrategies } from './strategy-table.ts';
import { requireSubnets } from './subnets.ts';

/**
 * Looks at everything that a release would meet later, and says how each service is treated. Changes nothing.
 * @returns the plan as Markdown
 * @throws Failure `compose-unfit`, `second-single`, `server-full`
 */
export async function survey(
  shell: Shell,
  project: Project,
  decisions: readonly Decision[],
  images: Readonly<Record<string, string>>,
  context: { readonly host: Host; readonly router: string; readonly allowOutage: boolean },
): Promise<string> {
  const { log } = context.host;
  if (project.refusal) throw project.refusal;
  const facts = await gather(shell, project, Object.keys(images));
  const reviewed = { model: project.model, decisions, facts, router: context.router };
  const plan = describeStrategies(decisions, context.allowOutage);
  for (const { service, strategy, why } of decisions) log.info(`${service}: ${strategy} (${why})`);
  refuseUnfit(unfit(reviewed));
  await refuseSecond(shell, project, facts.absent);
  const names = fixedNames(reviewed);
  if (names) log.info(names);
  const noticed = notices(reviewed);
  for (const notice of noticed) log.annotate({ level: 'notice', message: notice });
  const said = [...noticed, ...(names ? [names] : [])];
  const resources = await measure(shell, project, decisions, Object.values(images));
  refuseShort(resources, shell.where, log);
  await requireSubnets(shell, project.model, Object.keys(images), resources.idle);
  return [plan, said.map((notice) => `- ${cell(notice)}`).join('\n')].filter(Boolean).join('\n\n');
}

function refuseUnfit(found: ReturnType<typeof unfit>): void {
  if (found.length === 0) return;
  const lines = found.map(({ what, hint }) => `- ${what}: ${hint}`);
  throw new Failure('compose-unfit', `The compose file cannot be released as it stands:\n${lines.join('\n')}\n`, {
    state: 'Nothing was changed.',
  });
}
