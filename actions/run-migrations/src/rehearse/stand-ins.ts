import { randomBytes } from 'node:crypto';
import type { Model } from '@slipway/docker';
import { makeFolder, replaceFile, type Shell } from '@slipway/shell';

/** Compose's name of a secret to the file that takes its place. */
export type StandIns = Readonly<Record<string, string>>;

/** Names of the secrets that compose gives a service as files. */
export function secretNames(model: Model, service: string): readonly string[] {
  const given = model.services[service]?.['secrets'];
  const names = (Array.isArray(given) ? given : []).map((one: unknown) =>
    typeof one === 'string' ? one : String((one as { readonly source?: unknown }).source ?? ''),
  );
  return [...new Set(names.filter(Boolean))];
}

/** Files of random text, which whoever runs in the container may read: there is nothing in them. */
export async function makeStandIns(shell: Shell, folder: string, names: readonly string[]): Promise<StandIns> {
  if (names.length === 0) return {};
  await makeFolder(shell, folder);
  const files = names.map((name, at) => [name, `${folder}/${at}`] as const);
  for (const [, path] of files) await replaceFile(shell, path, randomBytes(24).toString('base64url'), '444');
  return Object.fromEntries(files);
}
