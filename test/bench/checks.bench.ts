import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { node, root } from '../harness/action.ts';
import { killTree } from '../harness/processes.ts';
import { inputEnvironment, readActionFile } from '../harness/runner/action-yml.ts';
import { githubContext, prepareFiles, stepEnvironment } from '../harness/runner/environment.ts';
import { freePort } from '../harness/sshd.ts';
import { median, type Row } from './bench.ts';
import { type Cost, runToEnd, start, startTarget, type Target } from './checks/measure.ts';

/**
 * A thousand health checks of a local server, each once, each with a condition on the status and one on the body: the bundle as a runner starts it,
 * from its start to its end, beside what guides do with curl, which looks at the status only and is so slow that a part of them must do. gatus is
 * measured where it is installed. The server counts what really arrived.
 */
const checks = 1000;
const curls = 200;
const concurrency = 32;
const rounds = 3;
const goals = { rate: 500, memory: 150_000_000 };

interface Measured {
  readonly rate: number;
  readonly memory: number;
}

export async function rows(): Promise<readonly Row[]> {
  const target = await startTarget(node);
  const files = prepareFiles();
  try {
    writeFileSync(join(files.workspace, 'checks.yml'), checksFile(target.url));
    writeFileSync(
      join(files.workspace, 'urls.txt'),
      urls(target.url)
        .map((url) => `${url}\n`)
        .join(''),
    );
    const competitors: Readonly<Record<string, () => Promise<Measured>>> = {
      ours: () => toEnd(target, checks, () => runToEnd(ours(files.workspace))),
      'curl, one after the other': () => toEnd(target, curls, () => runToEnd(shell(files.workspace, loop))),
      [`curl, xargs -P ${concurrency}`]: () => toEnd(target, curls, () => runToEnd(shell(files.workspace, parallel))),
    };
    const measured = new Map<string, Measured[]>();
    // Interleaved, so that a busy moment of the machine meets all of them.
    for (let round = 0; round < rounds; round++) {
      for (const [name, run] of Object.entries(competitors)) measured.set(name, [...(measured.get(name) ?? []), await run()]);
    }
    const gatus = installed('gatus');
    if (gatus) measured.set('gatus, connections kept', [await watchGatus(gatus, files.workspace, target)]);
    return table(measured);
  } finally {
    await target.stop();
    rmSync(files.folder, { recursive: true, force: true });
  }
}

function table(measured: ReadonlyMap<string, readonly Measured[]>): readonly Row[] {
  const of = (key: keyof Measured, names: readonly string[]): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, Math.round(median((measured.get(name) ?? []).map((one) => one[key])))]));
  const peers = [...measured.keys()].filter((name) => name !== 'ours');
  const what = `${checks} checks, ${concurrency} at a time`;
  const common = (key: keyof Measured, names: readonly string[]): Pick<Row, 'ours' | 'peers'> => ({
    ours: of(key, ['ours'])['ours'] ?? 0,
    peers: of(key, names),
  });
  // The memory of a shell says nothing of the programs that it starts.
  const whole = peers.filter((name) => !name.startsWith('curl'));
  return [
    { what, unit: 'checks/s', ...common('rate', peers), goal: goals.rate, better: 'higher' },
    { what: `${what}: most memory`, unit: 'bytes', ...common('memory', whole), goal: goals.memory, better: 'lower' },
  ];
}

/** @throws Error where the server did not get every check */
async function toEnd(target: Target, wanted: number, run: () => Promise<Cost>): Promise<Measured> {
  const before = await target.answers();
  const { seconds, memory } = await run();
  const answered = (await target.answers()) - before;
  if (answered !== wanted) throw new Error(`${answered} of ${wanted} checks reached the server.`);
  return { rate: wanted / seconds, memory };
}

function ours(workspace: string): Parameters<typeof runToEnd>[0] {
  const file = readActionFile(join(root, 'actions/smoke-health/action.yml'));
  const given = { 'checks-file': 'checks.yml', concurrency: String(concurrency), consecutive: '1' };
  const step = prepareFiles(join(workspace, '..'), workspace);
  return {
    argv: [node, file.main],
    cwd: workspace,
    env: { ...stepEnvironment(step, githubContext), ...inputEnvironment(file, given, githubContext) },
  };
}

const loop = `head -n ${curls} urls.txt | while read -r url; do curl -fsS -m 10 -o /dev/null "$url" || exit 1; done`;
const parallel = `head -n ${curls} urls.txt | xargs -P ${concurrency} -I URL curl -fsS -m 10 -o /dev/null URL`;

function shell(cwd: string, script: string): Parameters<typeof runToEnd>[0] {
  return { argv: ['bash', '-c', `set -o pipefail; ${script}`], cwd, env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' } };
}

function urls(base: string): readonly string[] {
  return Array.from({ length: checks }, (_, number) => `${base}/services/${number}/health`);
}

/** In gatus' own form, which both read. */
function checksFile(base: string, count = checks, more = ''): string {
  const endpoints = urls(base)
    .slice(0, count)
    .map((url, number) =>
      [
        `  - name: service ${number}`,
        `    url: ${url}`,
        '    conditions:',
        '      - "[STATUS] == 200"',
        '      - "[BODY].status == healthy"',
      ].join('\n'),
    );
  return `endpoints:\n${endpoints.map((endpoint) => `${endpoint}\n${more}`).join('')}`;
}

/**
 * gatus never ends: as many endpoints as run at a time, each due again at once, counted by the server once all have begun. It begins one every
 * 222 ms, so a start with a thousand would take minutes, and says nothing of its speed.
 */
async function watchGatus(program: string, workspace: string, target: Target): Promise<Measured> {
  const config = join(workspace, 'gatus');
  mkdirSync(config);
  const endpoints = checksFile(target.url, concurrency, '    interval: 1ms\n');
  writeFileSync(
    join(config, 'config.yaml'),
    `concurrency: ${concurrency}\nweb:\n  address: 127.0.0.1\n  port: ${await freePort()}\n${endpoints}`,
  );
  const env = { PATH: process.env['PATH'] ?? '', GATUS_CONFIG_PATH: join(config, 'config.yaml'), GATUS_LOG_LEVEL: 'ERROR' };
  const running = start({ argv: [program], cwd: config, env });
  try {
    await sleep(concurrency * 222 + 2000);
    const [before, began] = [await target.answers(), performance.now()];
    await sleep(4000);
    const answered = (await target.answers()) - before;
    if (answered === 0) throw new Error(`gatus asked nothing:\n${running.said()}`);
    return { rate: answered / ((performance.now() - began) / 1000), memory: running.memory() };
  } finally {
    killTree(running.child.pid ?? 0);
    await running.ended;
  }
}

function installed(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}
