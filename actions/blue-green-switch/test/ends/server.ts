// One real server for many applications: systemd, SSH, Docker, nginx as Debian sets it up, a registry with the versions of the small application.
import { readFile } from 'node:fs/promises';
import { openSsh, type Shell } from '@slipway/shell';
import { pushSmall, type SmallImages } from '../../../../test/faults/small/images.ts';
import { docker } from '../../../../test/target/docker.ts';
import { startRegistry, startTarget, type Target } from '../../../../test/target/target.ts';

export interface Server {
  readonly target: Target;
  readonly images: SmallImages;
  /** The connection that runs share; a new one after a reboot. */
  shell(): Promise<Shell>;
  /** A script by root; what it printed. */
  inside(script: string): Promise<string>;
  /** A script by the deploying user, whose systemd can be asked. */
  asDeploy(script: string): Promise<string>;
  put(path: string, text: string, mode?: string): Promise<void>;
  reboot(): Promise<void>;
  remove(): Promise<void>;
}

/** @param loads images of the local engine that the server pulls by their short name */
export async function startServer(ports: readonly number[], loads: readonly string[] = []): Promise<Server> {
  const registry = await startRegistry();
  const undo: (() => Promise<unknown>)[] = [() => registry.remove()];
  const remove = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const [target, images] = await Promise.all([
      startTarget({ registry, ports }),
      pushSmall(registry),
      ...loads.map((image) => registry.push(image, `library/${image}`)),
    ]);
    undo.push(() => target.remove());
    let shell: Promise<Shell> | undefined;
    const close = async (): Promise<void> => void (await (await shell)?.close());
    undo.push(close);
    const inside = async (script: string, input?: string): Promise<string> => {
      const ran = await target.exec(['sh', '-euc', script], { timeoutSeconds: 60, ...(input === undefined ? {} : { input }) });
      if (ran.code !== 0) throw new Error(`${script}: ${ran.stdout}${ran.stderr}`);
      return ran.stdout.trim();
    };
    return {
      target,
      images,
      shell: () => (shell ??= openSsh(target.ssh)),
      inside,
      asDeploy: (script) => inside('su deploy -c "export XDG_RUNTIME_DIR=/run/user/$(id -u deploy) HOME=/home/deploy; sh -eu"', script),
      put: async (path, text, mode = '644') =>
        void (await inside(`mkdir -p "$(dirname '${path}')"; cat > '${path}'; chmod ${mode} '${path}'`, text)),
      async reboot() {
        await target.reboot();
        await close();
        shell = undefined;
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A program of this machine, for one that the server's distribution does not have. */
export async function copyProgram(server: Server, from: string, to: string): Promise<void> {
  await readFile(from);
  await docker(['cp', from, `${server.target.name}:${to}`]);
  await server.inside(`chmod 755 ${to}`);
}
