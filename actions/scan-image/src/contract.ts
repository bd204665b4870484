import { defineContract, vocabulary } from '@slipway/action';

export { check } from './check.ts';

export const contract = defineContract({
  name: 'scan-image',
  title: 'Slipway scan image',
  description:
    'Scans an image by digest with Trivy and refuses it for fixable vulnerabilities; a scan that proves nothing is a failure too',
  icon: 'shield',
  inputs: {
    image: {
      type: 'string',
      description: 'Image to scan, by digest: what is scanned must be what is deployed. Not needed with `path`.',
      example: 'ghcr.io/acme/notes/backend@${{ steps.build.outputs.digest }}',
    },
    path: {
      type: 'string',
      description: 'Archive of an image (`docker save`) to scan instead, relative to the repository.',
      example: 'image.tar',
    },
    severity: {
      type: 'string',
      default: 'unknown,low,medium,high,critical',
      description: 'Severities that are reported and counted, separated by commas.',
      example: 'medium,high,critical',
    },
    'fail-on': {
      type: 'string',
      default: 'critical,high',
      description: 'Severities that refuse the image, separated by commas; `none` reports only.',
      example: 'critical',
    },
    'only-fixable': {
      type: 'boolean',
      default: 'true',
      description: 'Refuse only for vulnerabilities that have a fixed version; the others are reported.',
      example: 'false',
    },
    'ignore-file': {
      type: 'string',
      description:
        'File of accepted vulnerabilities in the form of `.trivyignore`, relative to the repository. No file is read unless it is named here.',
      example: '.trivyignore',
    },
    'allow-empty': {
      type: 'boolean',
      default: 'false',
      description: 'Accept an image in which no package was recognised, like one that holds a single static program.',
      example: 'true',
    },
    'fail-on-eol': {
      type: 'boolean',
      default: 'true',
      description: 'Refuse an image whose distribution gets no security updates any more: nobody reports its vulnerabilities.',
      example: 'false',
    },
    dockerfile: {
      type: 'string',
      default: 'Dockerfile',
      description: 'Dockerfile of the image, relative to the repository: findings are shown at its last FROM.',
      example: 'backend/Dockerfile',
    },
    'tool-path': { type: 'string', default: 'trivy', description: 'The Trivy program.', example: '/opt/trivy/trivy' },
    'db-path': {
      type: 'string',
      description:
        'Cache folder that holds `db/trivy.db` and `db/metadata.json`. With it, nothing is downloaded; without it, Trivy keeps its own up to date.',
      example: '/var/cache/trivy',
    },
    'db-max-age': {
      type: 'duration',
      default: '48h',
      description: 'Oldest vulnerability database that a scan may rest on, by the time it was made.',
      example: '24h',
    },
    'registry-username': {
      type: 'string',
      description: 'User of the registry; without it, what `docker login` left is used.',
      example: '${{ github.actor }}',
    },
    'registry-password': { type: 'string', secret: true, description: 'Password or token of the user.', example: '${{ github.token }}' },
    'sbom-file': {
      type: 'string',
      description:
        'File to write the bill of materials of the same digest to, as CycloneDX JSON, relative to the repository. Its folder is made.',
      example: 'sbom/backend.cdx.json',
    },
    annotations: {
      type: 'boolean',
      default: 'true',
      description: 'Show findings that refuse the image at the Dockerfile.',
      example: 'false',
    },
    timeout: { ...vocabulary.timeout, default: '10m', example: '10m' },
    summary: vocabulary.summary,
  },
  outputs: {
    digest: { description: 'Digest of the image that was scanned. Empty with `path`.' },
    critical: { description: 'Number of critical vulnerabilities.' },
    high: { description: 'Number of high vulnerabilities.' },
    medium: { description: 'Number of medium vulnerabilities.' },
    low: { description: 'Number of low vulnerabilities.' },
    unknown: { description: 'Number of vulnerabilities without a severity.' },
    total: { description: 'Number of vulnerabilities of the severities in `severity`.' },
    fixable: { description: 'How many of them have a fixed version.' },
    suppressed: { description: 'How many the ignore file hid; empty where this Trivy does not tell.' },
    json: { description: "Path of Trivy's report." },
    sarif: { description: 'Path of the report as SARIF 2.1.0, with every reported finding at the Dockerfile.' },
    sbom: { description: 'Absolute path of the bill of materials; empty without `sbom-file`.' },
    'database-updated': { description: 'When the vulnerability database was made (RFC 3339).' },
  },
  outcomes: {
    passed: 'The image was scanned against a current database, and nothing in it refuses it.',
  },
  reasons: {
    vulnerabilities: 'The image holds vulnerabilities that `fail-on` refuses.',
    'end-of-life': 'The distribution in the image gets no security updates any more.',
    'nothing-found': 'No package was recognised in the image, so there was nothing to compare.',
    'database-stale': 'The vulnerability database is older than `db-max-age`.',
    'database-empty': 'The vulnerability database is missing, unreadable or holds nothing.',
    'scanner-error': 'The scanner failed, or its report is not about the image that was asked for.',
  },
});
