import type { Shell } from '@slipway/shell';
import { type Found, serviceOf } from './original.ts';

export interface Pinned {
  /** Service to image: by digest where it came from a registry, otherwise by a tag of ours. */
  readonly images: Readonly<Record<string, string>>;
  /** Tags of ours and what they name, so that nothing prunes it. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Names for the images that run. Nothing is changed. @param wanted images of the release to come: one that runs already keeps its name */
export async function nameImages(shell: Shell, project: string, found: Found, wanted: Readonly<Record<string, string>>): Promise<Pinned> {
  const images: Record<string, string> = {};
  const tags: Record<string, string> = {};
  for (const container of found.containers) {
    const service = serviceOf(container);
    const tag = `slipway-original/${project}-${service.toLowerCase()}:${container.Image.replace('sha256:', '').slice(0, 12)}`;
    const { stdout } = await shell.run(['docker', 'image', 'inspect', '--format', '{{json .RepoDigests}}', container.Image]);
    images[service] = digestName((JSON.parse(stdout) as string[] | null) ?? [], container.Config.Image, wanted[service]) ?? tag;
    tags[tag] = container.Image;
  }
  return { images, tags };
}

export async function tagImages(shell: Shell, tags: Pinned['tags']): Promise<void> {
  for (const [tag, image] of Object.entries(tags)) await shell.run(['docker', 'tag', image, tag]);
}

/** By which digest an image is called: as the release calls it, or in the repository that it was started from. */
export function digestName(digests: readonly string[], started: string, wanted: string | undefined): string | undefined {
  if (wanted !== undefined && digests.includes(wanted)) return wanted;
  const repository = started.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  return digests.find((digest) => digest.startsWith(`${repository}@`));
}

/** What a person would call the version: the tag that was started, unless it says nothing. */
export function versionOfImage(started: string): string {
  const [, tag = ''] = /:([^:/@]+)(?:@.*)?$/.exec(started) ?? [];
  return tag === '' || tag === 'latest' ? 'original' : tag;
}
