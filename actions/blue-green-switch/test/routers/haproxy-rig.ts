import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../../../test/harness/processes.ts';
import { freePort } from '../../../../test/harness/sshd.ts';
import { testHost } from '../../../../test/scenarios/host.ts';
import { Haproxy } from '../../src/routers/haproxy/haproxy.ts';
import { ask } from '../../src/routers/haproxy/socket.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { deployerShell, type Rig, removeFolder, rigFolder, type StartColors, startColors } from './rig.ts';

const main = (folder: string): string =>
  [
    'global',
    `    stats socket ${folder}/admin.sock mode 600 level admin`,
    '    nbthread 2',
    '    hard-stop-after 5s',
    'defaults',
    '    mode http',
    '    timeout connect 2s',
    '    timeout client 60s',
    '    timeout server 60s',
    '',
  ].join('\n');

/** HAProxy on loopback, set up as docs/server.md has it, with a folder of its own. */
export async function startHaproxy(bringUp: StartColors = startColors): Promise<Rig> {
  const folder = rigFolder('slipway');
  const colors = await bringUp(folder);
  const shell = deployerShell();
  const published = { service: 'backend', target: 8000, port: await freePort(), address: '127.0.0.1' };
  const directory = join(folder, 'slipway');
  const map = join(directory, 'notes.map');
  writeFileSync(join(folder, 'main.cfg'), main(folder));
  const begin = async (): Promise<Daemon> => {
    const master = `${folder}/master.sock,mode,600,level,admin`;
    const daemon = startDaemon(['haproxy', '-W', '-db', '-S', master, '-f', join(folder, 'main.cfg'), '-f', directory]);
    const answers = (): Promise<boolean> =>
      ask(shell, `${folder}/admin.sock`, 'show version').then(
        () => true,
        () => false,
      );
    await eventually(answers, 'HAProxy answers').catch((error: Error) => {
      throw new Error(`${error.message}: ${daemon.said()}`);
    });
    return daemon;
  };
  const { clock, log } = testHost(folder);
  const adapter = new Haproxy(
    { shell, clock, log, project: 'notes', directory, socket: `${folder}/admin.sock`, masterSocket: `${folder}/master.sock` },
    { project: 'notes', published: [published], address: (color) => colors[color].host, mapFile: map, ipv6: false },
  );
  let daemon = await begin();
  return {
    shell,
    adapter,
    published,
    colors,
    files: [directory],
    faults: {
      'the socket is gone': async () => {
        renameSync(join(folder, 'admin.sock'), join(folder, 'hidden'));
        return async () => renameSync(join(folder, 'hidden'), join(folder, 'admin.sock'));
      },
      'another map is loaded': async () => {
        const text = readFileSync(map);
        renameSync(map, join(folder, 'map'));
        writeFileSync(join(directory, 'other.map'), text);
        return async () => {
          removeFolder(join(directory, 'other.map'));
          renameSync(join(folder, 'map'), map);
        };
      },
    },
    async restart() {
      await daemon.crash();
      daemon = await begin();
    },
    async close() {
      await daemon.stop();
      await Promise.all([colors.blue.crash(), colors.green.crash()]);
      chmodSync(directory, 0o755);
      removeFolder(folder);
    },
  };
}
