import {
  type Color,
  colorProject,
  containersOf,
  type Decision,
  heldBack,
  otherColor,
  type Project,
  restartOf,
  strategyLabel,
  type Waiting,
  waitHealthy,
} from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import type { Handover } from '../../runtime.ts';
import type { OnlyOnce } from './only-once.ts';

/** Runs on the server within the armed undo: the old colour's services again, in place of the new one's. Ids are no secrets and hold no spaces. */
const handBack = [
  'hand_back() {',
  '  n=0; until docker version >/dev/null 2>&1; do n=$((n + 1)); [ $n -lt 90 ] || return 1; sleep 1; done',
  '  for c in $SLIPWAY_STOP; do docker update --restart no "$c"; docker stop "$c"; done',
  '  for c in $SLIPWAY_START; do docker update --restart "${c#*=}" "${c%%=*}"; docker start "${c%%=*}"; done',
  '}',
].join('\n');

/** What of a release cannot stand beside the one before; undefined where everything can. */
export function handoverOf(
  shell: Shell,
  project: Project,
  decisions: readonly Decision[],
  once: OnlyOnce,
  waiting: Waiting,
): Handover | undefined {
  const services = decisions.filter(({ strategy }) => strategy === 'recreate').map(({ service }) => service);
  if (services.length === 0) return undefined;
  const late = heldBack(project.model, decisions);
  const containers = async (color: Color) =>
    (await containersOf(shell, colorProject(project.name, color))).filter((one) => late.includes(one.service));
  return {
    services,
    late,
    async take(color, deadline) {
      await once.take(color, deadline);
      for (const service of order(
        project,
        late.filter((one) => !services.includes(one)),
      )) {
        const own = (await containers(color)).filter((one) => one.service === service && one.status !== 'running');
        if (own.length > 0) await shell.run(['docker', 'start', ...own.map(({ id }) => id)], { deadline: 120_000 });
        const mayEnd = (): boolean => decisions.some((one) => one.service === service && one.strategy === 'once');
        await waitHealthy(shell, colorProject(project.name, color), [service], { ...waiting, deadline, mayEnd });
      }
    },
    async undo(color) {
      const here = (await containers(color)).filter((one) => one.labels[strategyLabel] === 'recreate');
      const others = (await containers(otherColor(color))).filter((one) => one.labels[strategyLabel] === 'recreate');
      const start = others.map((one) => `${one.id}=${restartOf(project.model.services[one.service] ?? {})}`);
      return { functions: handBack, variables: { SLIPWAY_STOP: here.map(({ id }) => id).join(' '), SLIPWAY_START: start.join(' ') } };
    },
  };
}

/** Services so that each comes after those that it depends on. */
function order(project: Project, names: readonly string[]): string[] {
  const sorted: string[] = [];
  const visit = (name: string): void => {
    if (sorted.includes(name) || !names.includes(name)) return;
    for (const other of Object.keys(project.model.services[name]?.depends_on ?? {})) visit(other);
    sorted.push(name);
  };
  for (const name of names) visit(name);
  return sorted;
}
