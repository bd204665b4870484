// The shop of the compose tests in several versions, as images by digest.
import { Failure } from '@slipway/action';
import { run as program } from '../../../../test/target/docker.ts';
import { type Registry, startRegistry } from '../../../../test/target/registry.ts';

/** An image of the shop in a registry. `fail` names the roles that do not work in it. */
async function shopImage(registry: Registry, version: string, fail = ''): Promise<string> {
  const folder = new URL('./compose-shop/', import.meta.url).pathname;
  const tag = `slipway-shop:${version}`;
  const args = ['--build-arg', `APP_VERSION=${version}`, '--build-arg', `APP_FAIL=${fail}`];
  const built = await program(['docker', 'build', '--quiet', ...args, '--tag', tag, folder], { timeoutSeconds: 300 });
  if (built.code !== 0) throw new Error(built.stderr);
  return registry.push(tag, 'shop');
}

/** Versions of the shop in a registry of their own. */
export interface Shop {
  readonly registry: Registry;
  readonly images: Readonly<Record<string, string>>;
  /** Inputs that release a version of services. */
  release(version: string, ...services: string[]): Record<string, string>;
  close(): Promise<void>;
}

/** @param versions name to the roles that do not work in it */
export async function startShop(versions: Readonly<Record<string, string>>): Promise<Shop> {
  const registry = await startRegistry();
  const images: Record<string, string> = {};
  for (const [version, fail] of Object.entries(versions)) images[version] = await shopImage(registry, version, fail);
  return {
    registry,
    images,
    release: (version, ...services) => ({ version, images: services.map((service) => `${service}=${images[version]}`).join('\n') }),
    async close() {
      for (const image of Object.values(images)) await program(['docker', 'image', 'rm', '--force', image]);
      await registry.remove();
    },
  };
}

export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw error ?? new Error('nothing was thrown');
}
