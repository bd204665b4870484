import { defineContract, vocabulary } from '@slipway/action';

export { check } from './check.ts';

export const contract = defineContract({
  name: 'build-image',
  title: 'Slipway build image',
  description: 'Builds a container image with buildx, pushes it without a deployable tag, and tags it by digest once a gate has passed',
  icon: 'package',
  inputs: {
    mode: {
      type: 'choice',
      default: 'build',
      choices: ['build', 'tag'],
      description: '`build` builds and pushes; `tag` gives tags to a digest that is in the registry already, without a rebuild.',
      example: 'tag',
    },
    image: {
      type: 'string',
      required: true,
      description: 'Repository of the image, without tag.',
      example: 'ghcr.io/acme/notes/backend',
    },
    context: { type: 'string', default: '.', description: 'Folder of the build context, relative to the repository.', example: 'backend' },
    file: {
      type: 'string',
      description: 'Dockerfile, relative to the repository; by default `Dockerfile` in the context.',
      example: 'backend/Dockerfile',
    },
    target: { type: 'string', description: 'Stage to build; by default the last.', example: 'production' },
    'build-args': {
      type: 'lines',
      description: 'Build arguments. They stand in the image history: a secret among them is refused.',
      example: 'PYTHON_VERSION=3.13',
    },
    'build-contexts': {
      type: 'lines',
      description: 'Named contexts, as `name=path`; paths are relative to the repository.',
      example: 'wheels=.cache/wheels',
    },
    labels: {
      type: 'lines',
      description: 'Labels beside the `org.opencontainers.image.*` ones that are set anyway; the same name replaces one of those.',
      example: 'com.example.team=notes',
    },
    secrets: {
      type: 'text',
      secret: true,
      description:
        'Secrets of `RUN --mount=type=secret`, as `id=value` lines; a value of several lines stands in quotes: `"id=first\nsecond"`.',
      example: 'npm=${{ secrets.NPM_TOKEN }}',
    },
    tags: {
      type: 'lines',
      requiredIn: ['tag'],
      description: 'Plain tags: given at once with `push: tags`, or to the digest with mode tag.',
      example: '1.4.0\nlatest',
    },
    push: {
      type: 'choice',
      default: 'digest',
      choices: ['digest', 'tags', 'none'],
      description:
        '`digest` pushes without a deployable tag, so that nothing unscanned can be deployed by name; `tags` pushes under `tags`; `none` leaves the image in the engine.',
      example: 'tags',
    },
    digest: {
      type: 'string',
      requiredIn: ['tag'],
      description: 'Digest to tag.',
      example: '${{ steps.build.outputs.digest }}',
    },
    'registry-username': {
      type: 'string',
      description: 'User of the registry; without it, what `docker login` left is used.',
      example: '${{ github.actor }}',
    },
    'registry-password': { type: 'string', secret: true, description: 'Password or token of the user.', example: '${{ github.token }}' },
    version: { ...vocabulary.version, description: 'Version for the label `org.opencontainers.image.version`; without it, no such label.' },
    'no-cache': { type: 'boolean', default: 'false', description: 'Build every step anew.', example: 'true' },
    pull: { type: 'boolean', default: 'false', description: 'Ask the registry for newer base images.', example: 'true' },
    provenance: {
      type: 'choice',
      default: 'false',
      choices: ['false', 'true', 'mode=min', 'mode=max'],
      description: 'Provenance attestation. With one, the digest is that of an index; the default keeps a plain image manifest.',
      example: 'mode=max',
    },
    retries: {
      type: 'integer',
      default: '2',
      minimum: 0,
      maximum: 10,
      description: 'How often a transient fault of a registry is tried again; a failing build step never is.',
      example: '2',
    },
    timeout: { ...vocabulary.timeout, default: '20m', example: '20m' },
    summary: vocabulary.summary,
  },
  outputs: {
    image: { description: 'The image as it is to be deployed: repository@digest. Empty with `push: none`.' },
    digest: { description: 'Digest of the pushed manifest, read back from the registry. Empty with `push: none`.' },
    imageid: { description: 'Digest of the image configuration, which the engine shows as image ID. Empty for an index.' },
    tags: { description: 'References with a tag that lead to the digest now, one per line.' },
    candidate: {
      description: 'The throw-away tag that held the image with `push: digest`, where the builder cannot push without any tag.',
    },
    size: { description: 'Compressed bytes that a machine without any of the layers pulls. Empty for an index.' },
    duration: { description: 'Seconds that the action took.' },
  },
  outcomes: {
    built: 'The image is built and, unless `push: none`, in the registry under the digest.',
    tagged: 'Every tag leads to the digest.',
  },
  reasons: {
    'build-failed': 'A step of the Dockerfile failed; step, line and last output are in the message.',
    'base-image-unavailable': 'A base image could not be fetched.',
    'context-missing': 'The build context is not a folder.',
    'dockerfile-missing': 'There is no Dockerfile where one was expected.',
    'secret-in-build-arg': 'A build argument holds a secret, and build arguments stay readable in the image.',
    'docker-unavailable': 'The Docker engine or its buildx plugin does not answer.',
    'push-failed': 'The registry did not take the image.',
    'registry-refused': 'The registry refused the credentials, or they may not push there.',
    'registry-error': 'The registry answered with a server error or asked to slow down, every time.',
    'registry-unreachable': 'The registry could not be reached.',
    'digest-missing': 'The digest to tag is not in the repository.',
    'digest-mismatch': 'The registry holds something else than what was pushed.',
  },
});
