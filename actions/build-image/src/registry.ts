import { createHash } from 'node:crypto';
import { Failure } from '@slipway/action';
import { type Answer, errorOf, type RegistryOptions, registryHttp } from './registry-http.ts';
import type { Repository } from './repository.ts';

/** A manifest or an index, byte for byte. */
export interface Manifest {
  /** Computed from the bytes, not believed. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** One repository of a registry, over the distribution API. */
export interface Registry {
  /** What a tag or digest leads to; undefined where there is nothing. */
  manifest(reference: string): Promise<Manifest | undefined>;
  /** Puts a manifest under a tag. */
  put(tag: string, manifest: Manifest): Promise<void>;
  /** Finds out before minutes of building whether the credentials may push: an upload is opened, and dropped. */
  checkPush(): Promise<void>;
}

const mediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** @throws Failure `registry-refused`, `registry-error`, `registry-unreachable`, `push-failed`, `digest-mismatch` from every method */
export function openRegistry(repository: Repository, options: RegistryOptions): Registry {
  const http = registryHttp(repository, options);
  const base = `${repository.origin}/v2/${repository.path}`;

  return {
    async manifest(reference) {
      const answer = await http('GET', `${base}/manifests/${reference}`, { headers: { accept: mediaTypes.join(', ') } });
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw refused(repository, `read ${reference}`, answer);
      const digest = digestOf(answer.body);
      const said = answer.headers.get('docker-content-digest');
      const wanted = reference.startsWith('sha256:') ? reference : (said ?? digest);
      if (digest !== wanted || (said !== null && said !== digest)) {
        throw new Failure(
          'digest-mismatch',
          `${repository.name}: what the registry sent for ${reference} has the digest ${digest}, not ${said === digest ? wanted : (said ?? wanted)}.`,
          { hint: 'Something between this machine and the registry changes content. Do not deploy this image.' },
        );
      }
      return { digest, mediaType: mediaTypeOf(answer), bytes: answer.body };
    },

    async put(tag, manifest) {
      const init = {
        headers: { 'content-type': manifest.mediaType },
        body: new Uint8Array(manifest.bytes),
        redirect: 'error' as const,
      };
      const answer = await http('PUT', `${base}/manifests/${tag}`, init);
      if (!answer.ok) throw refused(repository, `tag ${manifest.digest} as ${tag}`, answer);
    },

    async checkPush() {
      const answer = await http('POST', `${base}/blobs/uploads/`);
      if (!answer.ok) throw refused(repository, 'push', answer);
      const upload = URL.parse(answer.headers.get('location') ?? '', base);
      if (upload) await http('DELETE', upload.href).catch(() => {});
    },
  };
}

/** What the manifest calls itself, else what the registry calls it: an OCI manifest need not say it. */
function mediaTypeOf(answer: Answer): string {
  const own = /"mediaType"\s*:\s*"([^"]+)"/.exec(answer.body.toString())?.[1];
  const said = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  return mediaTypes.find((type) => type === said) ?? mediaTypes.find((type) => type === own) ?? said;
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function refused(repository: Repository, wish: string, response: Answer): Failure {
  const said = errorOf(response);
  if (response.status === 401 || response.status === 403) {
    return new Failure('registry-refused', `${repository.name}: the registry refused to let us ${wish}: ${response.status}${said}.`, {
      hint: 'Check registry-username and registry-password, and that this account may push to the repository. On GitHub: permissions: packages: write.',
    });
  }
  return new Failure('push-failed', `${repository.name}: the registry did not ${wish}: ${response.status}${said}.`, {
    hint: 'Check that the repository exists, and whether its tags are immutable.',
  });
}

/** Compressed bytes of a manifest's configuration and layers; undefined for an index. */
export function sizeOf(manifest: Manifest): number | undefined {
  const body = JSON.parse(manifest.bytes.toString()) as { config?: { size?: number }; layers?: readonly { size?: number }[] };
  if (!Array.isArray(body.layers)) return undefined;
  return [body.config, ...body.layers].reduce((total, part) => total + (part?.size ?? 0), 0);
}
