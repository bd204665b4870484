import { Failure } from '@slipway/action';
import { callersOf, type Decision, decide, ensureSingles, openProject, publishedPorts, requireEngine } from '@slipway/docker';
import { parseImages } from '../../images.ts';
import type { Application, ApplicationContext } from '../../open.ts';
import { assignAddresses, networksOf } from './addresses.ts';
import { composeRuntime } from './compose.ts';
import { parseStrategies } from './strategies.ts';
import { survey } from './survey.ts';

/** A team's compose file, as compose on the target resolves it. */
export async function open({ shell, host, inputs }: ApplicationContext): Promise<Application> {
  await requireEngine(shell);
  const project = await openProject(shell, inputs, host.context);
  const { 'registry-username': username, 'registry-password': password } = inputs;
  const login = username && password ? { username, password } : undefined;
  const decisions = (released: readonly string[]): Decision[] =>
    decide(project.model, released, parseStrategies(inputs.strategies, project.model, released));
  return {
    name: project.name,
    state: project.state,
    images: (lines) => parseImages(lines, project.model),
    refuse: (released) => refuseCallers(callersOf(project.model, released)),
    survey: (images) =>
      survey(shell, project, decisions(Object.keys(images)), images, {
        host,
        router: inputs.router,
        allowOutage: inputs['allow-outage'],
      }),
    ensure: async (guarded, released) => void (await ensureSingles(guarded, project, released, host)),
    async runtime(guarded, released) {
      const published = publishedPorts(project.model, released);
      const networks =
        released.length === 0 ? networksOf({ block: 0, places: {} }, []) : await assignAddresses(guarded, project.state, published);
      const own = released.length === 0 ? [] : decisions(released).filter(({ strategy }) => strategy !== 'single');
      return composeRuntime({ shell: guarded, project, published, networks, login, waiting: host, decisions: own });
    },
  };
}

/** A service of one copy that calls a released one by name would meet both colours, the unchecked one too. */
function refuseCallers(callers: readonly string[]): void {
  if (callers.length === 0) return;
  throw new Failure('calls-release', `${callers.join(', ')} depends on a released service but is not released itself.`, {
    state: 'Nothing was changed.',
    hint: 'Name an image for it as well, so that each colour has its own; or take the depends_on away where it does not call that service.',
  });
}
