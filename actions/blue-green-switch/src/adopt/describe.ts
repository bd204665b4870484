import type { ModeContext } from '../mode.ts';
import type { Work } from '../work.ts';
import { askOnce } from './adoption.ts';
import { describeContainer, type Found } from './original.ts';
import { nameImages, versionOfImage } from './pin.ts';
import type { Original } from './record.ts';

/** What stands there before anything is changed. */
export async function describeOriginal(
  { inputs }: ModeContext,
  work: Work,
  found: Found,
  wanted: Readonly<Record<string, string>>,
): Promise<Original> {
  const { shell, router } = work;
  const [first] = found.held;
  const asked = first ? (found.held.find(({ service }) => service === inputs.service) ?? first) : undefined;
  const answer = asked ? await askOnce(work, router.front(asked).address, inputs['health-path']) : undefined;
  const started = found.containers.find((one) => one.Config.Labels?.['com.docker.compose.service'] === asked?.service);
  return {
    phase: 'taking',
    version: answer?.version || versionOfImage(started?.Config.Image ?? ''),
    ...(await nameImages(shell, work.name, found, wanted)),
    containers: found.containers.map(describeContainer),
    held: found.held.map(({ port, address }) => ({ port, address })),
    beside: (await router.takeover?.choose(found.held.map(({ port }) => port))) ?? {},
  };
}
