import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Color } from '@slipway/docker';
import type { ColorServer } from '../../../actions/blue-green-switch/test/routers/color-server.ts';
import type { StartColors } from '../../../actions/blue-green-switch/test/routers/rig.ts';

export interface Application extends ColorServer {
  /** Ends as it ends when a container is stopped: it answers what it has begun, and closes what is idle. */
  stop(): Promise<void>;
}

/** A colour in a process of its own. It ends with this one. */
export async function startApplication(color: Color, path: string, at = 0): Promise<Application> {
  let child: ChildProcess;
  let port = at;
  const revive = async (): Promise<void> => {
    child = fork(join(import.meta.dirname, 'color.ts'), [color, path, String(port)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    [port] = (await once(child, 'message')) as [number];
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  await revive();
  return { color, host: { host: '127.0.0.1', port }, path: { path }, revive, crash: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

export const separateColors: StartColors = async (folder) => {
  const [blue, green] = await Promise.all(
    (['blue', 'green'] as const).map((color) => startApplication(color, join(folder, `${color}.sock`))),
  );
  if (!blue || !green) throw new Error('A colour did not start.');
  return { blue, green };
};
