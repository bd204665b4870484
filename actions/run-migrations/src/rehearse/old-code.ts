import { Failure, formatDuration, messageOf } from '@slipway/action';
import { containerLogs, containersOf, pullImage, taskModel } from '@slipway/docker';
import { lastLines } from '@slipway/shell';
import type { Work } from '../work.ts';
import { loginOf } from '../workplace.ts';
import { applicationName } from './application.ts';
import { isolated } from './model.ts';
import { impossible } from './room.ts';
import type { Stage } from './stage.ts';

const readyWithin = 180_000;

/**
 * Whether the version that serves works on the migrated copy: it starts there, becomes healthy, and answers what it is asked. Undefined where no
 * image of it is given.
 */
export async function oldCodeWorks(work: Work, stage: Stage, room: string, state: 'migrated' | 'present'): Promise<boolean | undefined> {
  const image = work.inputs['old-image'];
  if (image === undefined) return undefined;
  const { log } = work.ports;
  return log.group(`The version that serves, on the ${state} copy`, async () => {
    await pullImage(work.ports.shell, image, loginOf(work.inputs));
    const problem = await findProblem(work, stage, room, image);
    if (problem === undefined) log.info('It works there.');
    else log.warn(`The version that serves does not work on the ${state} copy: ${problem}`);
    return problem === undefined;
  });
}

async function findProblem(work: Work, stage: Stage, room: string, image: string): Promise<string | undefined> {
  const { shell } = work.ports;
  const { service } = work.inputs;
  const alone = isolated(stage.project.model, service, room, stage.standIns);
  const { healthcheck } = stage.project.model.services[service] ?? {};
  const base = taskModel({ ...alone, name: `${room}-old` }, { service, image, attached: true });
  const own = { ...base.services[service], ...(healthcheck ? { healthcheck } : {}) };
  const environment = { ...own.environment, ...stage.environment };
  const labels = { ...own.labels, ...stage.labels };
  // Where this run is lost, the waiting container of the new image ends with its time, and the kernel ends all that shares its processes with it.
  const pid = `container:${applicationName(room)}`;
  const model = { ...base, networks: alone.networks, services: { [service]: { ...own, environment, labels, pid } } };
  const flags = ['--project-name', model.name, '--project-directory', stage.project.directory, '--file', '-', '--ansi', 'never'];
  const compose = (words: readonly string[], deadline: number): Promise<unknown> =>
    shell.run(['docker', 'compose', ...flags, '--progress', 'quiet', ...words], {
      input: JSON.stringify(model),
      cwd: stage.project.directory,
      deadline,
    });
  try {
    await compose(['up', '--detach', '--no-build', '--pull', 'never'], work.remaining(60_000)).catch((error: unknown) => {
      throw impossible(error, work);
    });
    return (await waitHealthy(work, model.name)) ?? (await ask(work, model.name));
  } finally {
    await compose(['down', '--timeout', '1', '--volumes'], 60_000).catch((error: unknown) => work.ports.log.debug(messageOf(error)));
  }
}

/** @throws Failure `rehearsal-impossible` where nothing says whether it is healthy, and nothing is asked */
async function waitHealthy(work: Work, project: string): Promise<string | undefined> {
  const { shell, clock } = work.ports;
  const started = clock.now();
  const limit = work.remaining(readyWithin);
  for (;;) {
    const [container] = await containersOf(shell, project);
    if (!container) return 'its container is gone.';
    const said = async (): Promise<string> => `It said last:\n${work.scrub(lastLines(await containerLogs(shell, container.id, 20), 8))}\n`;
    if (container.status !== 'running' || container.restarts > 0) return `it ended with exit code ${container.exitCode}. ${await said()}`;
    if (container.health === 'healthy') return undefined;
    if (container.health === undefined) {
      if (work.inputs['old-checks'].length > 0) return undefined;
      throw new Failure('rehearsal-impossible', `Nothing says whether the old version works: ${work.inputs.service} has no health check.`, {
        state: 'Nothing was changed.',
        hint: 'Give it a healthcheck in the compose file, say what to ask with old-checks, or leave old-image out.',
      });
    }
    if (container.health === 'unhealthy') return `it is unhealthy. ${await said()}`;
    if (clock.now() - started > limit) return `it was not healthy within ${formatDuration(limit)}. ${await said()}`;
    await clock.sleep(500);
  }
}

/** One request for each address; a version without a health check may need a moment to listen. */
async function ask(work: Work, project: string): Promise<string | undefined> {
  for (const line of work.inputs['old-checks']) {
    const problem = await answerOf(work, project, line);
    if (problem !== undefined) return `${line} ${problem}`;
  }
  return undefined;
}

async function answerOf(work: Work, project: string, line: string): Promise<string | undefined> {
  const { shell, clock } = work.ports;
  const [, port = '', path = '/'] = /^:(\d+)(\/.*)?$/.exec(line) ?? [];
  const until = clock.now() + work.remaining(30_000);
  for (;;) {
    const [container] = await containersOf(shell, project);
    if (container?.status !== 'running') return 'was not answered: it ended.';
    const { stdout } = await shell.run([
      'docker',
      'inspect',
      '--format',
      '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
      container.id,
    ]);
    const found = await request(work, stdout.trim(), Number(port), path);
    if (typeof found === 'number') return found < 500 ? undefined : `was answered with ${found}.`;
    if (clock.now() > until) return `was not answered: ${found}`;
    await clock.sleep(500);
  }
}

async function request(work: Work, host: string, port: number, path: string): Promise<number | string> {
  try {
    const at = await work.ports.shell.reach({ host, port });
    if (!('port' in at)) return 'no way to it';
    const answer = await fetch(`http://${at.host}:${at.port}${path}`, { signal: AbortSignal.timeout(10_000), redirect: 'manual' });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    return messageOf(error);
  }
}
