// The versions of the small application as images in a registry, by digest.
import { run } from '../../target/docker.ts';
import type { Registry } from '../../target/target.ts';

/** Version to the build arguments that make it what it is. Good ones differ by their name alone. */
const versions = {
  v1: {},
  v2: {},
  v3: {},
  /** Its container cannot be started: the program is not there. */
  unstartable: { program: '/no-such-program' },
  /** Starts, says why it will not, and ends. */
  dies: { BEHAVIOUR: 'dies' },
  /** Runs and answers, and its health check fails for ever. */
  never: { BEHAVIOUR: 'never' },
  /** Healthy, and answers as v1. */
  stale: { SAYS: 'v1' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type SmallVersion = keyof typeof versions;
export type SmallImages = Readonly<Record<SmallVersion, string>>;

const folder = new URL('.', import.meta.url).pathname;

export async function pushSmall(registry: Registry): Promise<SmallImages> {
  const digests: Partial<Record<SmallVersion, string>> = {};
  for (const [version, settings] of Object.entries(versions) as [SmallVersion, Readonly<Record<string, string>>][]) {
    const tag = `small:${version}`;
    const { program, ...args } = settings;
    const words = Object.entries({ APP_VERSION: version, ...args }).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
    await build(['docker', 'build', '--quiet', '--tag', tag, ...words, folder]);
    if (program) await build(['docker', 'build', '--quiet', '--tag', tag, '-'], `FROM ${tag}\nENTRYPOINT ["${program}"]\n`);
    digests[version] = await registry.push(tag, 'small/web');
  }
  return digests as SmallImages;
}

async function build(argv: readonly string[], input?: string): Promise<void> {
  const ran = await run(argv, input === undefined ? {} : { input });
  if (ran.code !== 0) throw new Error(`${argv.join(' ')}: ${ran.stderr}`);
}
