// One target with the small application, and the real bundle of the action as a runner starts it.
import { join } from 'node:path';
import { root, runBundle, type StepOptions, type StepResult } from '../../harness/action.ts';
import { descendants } from '../../harness/processes.ts';
import { type Registry, startRegistry, startTarget, type Target } from '../../target/target.ts';
import { pushSmall, type SmallImages, type SmallVersion } from '../small/images.ts';
import { type FakeGithub, startFakeGithub } from './github.ts';

/** How a run is lost: `node` alone, its children hear of it by the end of their input; or everything at once, as when a runner is gone. */
export type Loss = 'node' | 'tree';

export interface Started {
  readonly runId: string;
  readonly done: Promise<StepResult>;
  lose(how: Loss): void;
}

export interface SwitchOptions extends Pick<StepOptions, 'onLine' | 'interrupt' | 'deadline'> {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly runId?: string;
  readonly attempt?: number;
}

export interface SwitchStage {
  readonly registry: Registry;
  readonly target: Target;
  readonly images: SmallImages;
  readonly github: FakeGithub;
  readonly url: string;
  start(version: SmallVersion, options?: SwitchOptions): Started;
  switchTo(version: SmallVersion, options?: SwitchOptions): Promise<StepResult>;
  /** A command on the target by root; what it printed. */
  inside(script: string): Promise<string>;
  served(): Promise<string | undefined>;
  remove(): Promise<void>;
}

export const project = 'small';
/** Folder of Slipway's files for the application on the target. */
export const stateFolder = `/home/deploy/.slipway/${project}`;

export async function startSwitchStage(): Promise<SwitchStage> {
  const registry = await startRegistry();
  const [target, images] = await Promise.all([startTarget({ registry, ports: [8000] }), pushSmall(registry)]);
  const github = await startFakeGithub();
  const url = `http://127.0.0.1:${target.port(8000)}`;
  let runs = 4_000_000;

  const start = (version: SmallVersion, options: SwitchOptions = {}): Started => {
    const { runId = String(++runs), attempt = 1, inputs, ...step } = options;
    const { ssh } = target;
    const way = { host: ssh.host, port: String(ssh.port), username: ssh.username, 'ssh-key': ssh.key, 'known-hosts': ssh.knownHosts };
    const what = { 'project-name': project, images: `web=${images[version]}`, version };
    const times = { 'bake-time': '1s', 'confirm-timeout': '30s', 'drain-timeout': '5s', 'lock-timeout': '10s', 'health-timeout': '20s' };
    let pid = 0;
    const done = runBundle('blue-green-switch', {
      cwd: join(root, 'test/faults/small'),
      inputs: { ...way, ...what, ...times, ...inputs },
      secrets: [ssh.key],
      env: { GITHUB_API_URL: github.url },
      github: { run_id: runId, run_attempt: String(attempt), token: 'fake' },
      onStart: (started) => {
        pid = started;
      },
      ...step,
    });
    // Whoever loses a run may look at its end later.
    done.catch(() => {});
    return { runId, done, lose: (how) => end(how === 'tree' ? [...descendants(pid), pid] : [pid]) };
  };

  return {
    registry,
    target,
    images,
    github,
    url,
    start,
    switchTo: (version, options) => start(version, options).done,
    async inside(script) {
      const ran = await target.exec(['sh', '-c', script], { timeoutSeconds: 60 });
      if (ran.code !== 0) throw new Error(`${script}: ${ran.stderr}`);
      return ran.stdout.trim();
    },
    served: () =>
      fetch(`${url}/health`, { signal: AbortSignal.timeout(3000), headers: { connection: 'close' } }).then(
        (answer) => answer.headers.get('x-version') ?? undefined,
        () => undefined,
      ),
    async remove() {
      github.close();
      await target.remove();
      await registry.remove();
    },
  };
}

/** All of them stop before the first one dies, so that none sees another one's end and does something about it. */
function end(pids: readonly number[]): void {
  for (const signal of ['SIGSTOP', 'SIGKILL'] as const) {
    for (const pid of pids) {
      try {
        if (pid > 1) process.kill(pid, signal);
      } catch {
        // It ended meanwhile.
      }
    }
  }
}
