// Loading images into a machine's engine takes many seconds, copying what an engine made of them takes less than one.
// So the first machine that loads a set of images leaves its engine's data as a seed volume, and later ones start from that.
import { createHash } from 'node:crypto';
import { docker, run } from './docker.ts';

/** Seeds are a cache: bootstrap removes them when it makes an image anew. */
const label = 'slipway-seed';

/** Fills a new machine's volume from the seed for these images; false where there is none (yet). */
export async function plant(images: readonly string[], volume: string): Promise<boolean> {
  if (images.length === 0) return true;
  const seed = await seedFor(images);
  if ((await run(['docker', 'volume', 'inspect', seed])).code !== 0) return false;
  return copy(seed, volume, 'test -e /from/complete && cp -a /from/data/. /to/');
}

/** Keeps the engine data of a machine that has just loaded these images, and nothing else. The machine's engine stops for about a second. */
export async function keep(images: readonly string[], volume: string, machine: string): Promise<void> {
  const seed = await seedFor(images);
  await docker(['volume', 'create', '--label', label, seed]);
  await docker(['exec', machine, 'systemctl', 'stop', 'docker.socket', 'docker', 'containerd']);
  try {
    // Of two that come at once one copies; what one that died left half done is taken away after a while.
    const stale = 'find /to -maxdepth 1 -name busy -mmin +5 -exec rm -rf /to/data /to/busy +';
    await copy(volume, seed, `${stale}; test ! -e /to/complete && mkdir /to/busy && cp -a /from/. /to/data && touch /to/complete`);
  } finally {
    await docker(['exec', machine, 'systemctl', 'start', 'docker.socket', 'docker']);
  }
}

async function seedFor(images: readonly string[]): Promise<string> {
  const ids = await docker(['image', 'inspect', '--format', '{{ .Id }}', ...images]);
  return `slipway-seed-${createHash('sha256')
    .update(`${images.join(' ')}\n${ids}`)
    .digest('hex')
    .slice(0, 12)}`;
}

async function copy(from: string, to: string, script: string): Promise<boolean> {
  // Layers carry device files and trusted attributes, which an ordinary container may not write.
  const powers = ['--cap-add', 'SYS_ADMIN', '--security-opt', 'seccomp=unconfined', '--security-opt', 'apparmor=unconfined'];
  const volumes = ['--volume', `${from}:/from:ro`, '--volume', `${to}:/to`];
  const command = ['--entrypoint', 'sh', 'slipway-target:bookworm', '-c', script];
  return (await run(['docker', 'run', '--rm', '--network', 'none', ...powers, ...volumes, ...command])).code === 0;
}
