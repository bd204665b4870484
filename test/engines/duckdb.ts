import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { root } from '../../script/lib/workspace.ts';
import { eventually } from '../harness/processes.ts';

/** A service that has a DuckDB database in a volume, as an application in Python has it. */
export interface DuckdbService {
  /** Path of the database inside the containers. */
  readonly file: string;
  /** Starts the service `backend` of a compose project; it has printed `ready` then. @returns the container's id */
  start(project: string, program: string, ...flags: readonly string[]): Promise<string>;
  docker(...args: readonly string[]): string;
  /** Removes the containers, and lets volume and image be. */
  removeContainers(): void;
  stop(): void;
}

const file = '/app/data/notes.duckdb';

/** A program that has the database open all the time, and commits a row to each of two tables at once. */
export const writer = `import duckdb, time
c = duckdb.connect("${file}")
c.execute("create table if not exists first(n integer, body varchar)"); c.execute("create table if not exists second(n integer)")
n = 0
while True:
  n += 1
  c.execute("begin"); c.execute("insert into first values (?, 'row')", [n]); c.execute("insert into second values (?)", [n]); c.execute("commit")
  if n == 20: print("ready", flush=True)
  time.sleep(0.01)
`;

/** Its image is Python with the module that script/bootstrap fetched. */
export function prepareDuckdb(): DuckdbService {
  const unique = randomBytes(4).toString('hex');
  const image = `slipway-test-duckdb:${unique}`;
  const volume = `slipway-test-duckdb-${unique}`;
  const label = `slipway-test-duckdb=${unique}`;
  const docker = (...args: readonly string[]): string =>
    execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })
      .toString()
      .trim();
  execFileSync('docker', ['build', '--quiet', '--tag', image, '--file', '-', join(root, '.cache/duckdb')], {
    input: 'FROM python:3.13-slim\nCOPY . /opt/duckdb\nENV PYTHONPATH=/opt/duckdb\nWORKDIR /app\n',
    env: { ...process.env, DOCKER_BUILDKIT: '1' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  docker('volume', 'create', volume);
  const removeContainers = (): void => {
    for (const id of docker('ps', '--all', '--quiet', '--filter', `label=${label}`).split('\n').filter(Boolean))
      docker('rm', '--force', id);
  };
  return {
    file,
    docker,
    removeContainers,
    async start(project, program, ...flags) {
      const labels = [label, `com.docker.compose.project=${project}`, 'com.docker.compose.service=backend'];
      const args = [
        '--detach',
        '--init',
        '--network=none',
        ...labels.flatMap((one) => ['--label', one]),
        '--volume',
        `${volume}:/app/data`,
      ];
      const id = docker('run', ...args, ...flags, image, 'python3', '-c', program);
      await eventually(() => docker('logs', id).includes('ready'), 'the service is ready', 30_000);
      return id;
    },
    stop() {
      removeContainers();
      spawnSync('docker', ['volume', 'rm', '--force', volume]);
      spawnSync('docker', ['image', 'rm', '--force', image]);
    },
  };
}
