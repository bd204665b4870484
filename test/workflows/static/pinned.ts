// What the pinned actions of others take and give, from their action.yml at that commit: GitHub itself ignores an input that is not there with a warning,
// so a misspelt one is found here or not at all. A new pin needs a new entry.
export interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, object>>;
}

function metadata(inputs: string, outputs: string, required: readonly string[] = []): Metadata {
  const names = (text: string): string[] => text.split(' ').filter((name) => name !== '');
  return {
    inputs: Object.fromEntries(names(inputs).map((name) => [name, { required: required.includes(name) }])),
    outputs: Object.fromEntries(names(outputs).map((name) => [name, {}])),
  };
}

export const pinned: Readonly<Record<string, Metadata>> = {
  // v5.0.0
  'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8': metadata(
    'repository ref token ssh-key ssh-known-hosts ssh-strict ssh-user persist-credentials path clean filter sparse-checkout sparse-checkout-cone-mode fetch-depth fetch-tags show-progress lfs submodules set-safe-directory github-server-url',
    'ref commit',
  ),
  // v7.0.0
  'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f': metadata(
    'name path if-no-files-found retention-days compression-level overwrite include-hidden-files archive',
    'artifact-id artifact-url artifact-digest',
    ['path'],
  ),
  // v8.0.1
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c': metadata(
    'name artifact-ids path pattern merge-multiple github-token repository run-id',
    'download-path',
  ),
  // v6.3.0
  'actions/setup-node@53b83947a5a98c8d113130e565377fae1a50d02f': metadata(
    'node-version node-version-file architecture check-latest registry-url scope token cache package-manager-cache cache-dependency-path mirror mirror-token',
    'cache-hit node-version',
  ),
  // v4.1.0
  'actions/attest-build-provenance@a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32': metadata(
    'subject-path subject-digest subject-name subject-checksums push-to-registry show-summary github-token',
    'bundle-path attestation-id attestation-url',
  ),
  // v0.2.6
  'aquasecurity/setup-trivy@3fb12ec12f41e471780db15c232d5dd185dcb514': metadata('version path cache token github-server-url', ''),
};
