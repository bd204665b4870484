/** Where backups go, as a line of the input `destination` says it. */
export type Address = FolderAddress | SftpAddress | S3Address | AzureAddress | ArtifactAddress;

export interface FolderAddress {
  readonly kind: 'folder';
  readonly path: string;
  /** True where it is a folder of the runner, whatever server the database is on. */
  readonly runner: boolean;
}

export interface SftpAddress {
  readonly kind: 'sftp';
  readonly host: string;
  readonly port: number;
  readonly username: string | undefined;
  readonly path: string;
}

export interface S3Address {
  readonly kind: 's3';
  readonly bucket: string;
  /** Without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
  /** By default that of AWS for the region. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly style: 'path' | 'virtual' | undefined;
}

export interface AzureAddress {
  readonly kind: 'azure';
  readonly account: string;
  readonly container: string;
  /** Without slashes at its ends; empty for the whole container. */
  readonly prefix: string;
  /** By default that of the public cloud for the account. */
  readonly endpoint: string | undefined;
}

export interface ArtifactAddress {
  readonly kind: 'artifact';
  /** By default as long as the repository keeps artifacts. */
  readonly retentionDays: number | undefined;
}

interface Problem {
  readonly problem: string;
}

/** Each kind by the beginning of its lines, and how one is read. */
const schemes: Readonly<Record<string, (url: URL) => Address | Problem>> = {
  'file:': (url) => ({ kind: 'folder', path: decodeURIComponent(url.pathname), runner: true }),
  'sftp:': readSftp,
  's3:': readS3,
  'azure:': readAzure,
  'artifact:': readArtifact,
};

const examples =
  '/var/backups/notes, file:///srv/backups, sftp://backup@nas.example.com/srv/backups, s3://bucket/notes?region=eu-central-1, azure://account/container/notes, artifact://?retention-days=30';

/** The address in a line, or what is wrong with it, as the end of a sentence that begins with its name. */
export function parseAddress(line: string): Address | Problem {
  if (line.startsWith('/')) return { kind: 'folder', path: line, runner: false };
  const problem = `is not an absolute path, and no address that is known. Examples: ${examples}`;
  if (!/^[a-z0-9]+:\/\//i.test(line) || !URL.canParse(line)) return { problem };
  const url = new URL(line);
  const read = schemes[url.protocol];
  if (!read) return { problem };
  if (url.password) return { problem: 'holds a password: an address is shown. Give keys by their own inputs' };
  return read(url);
}

function readSftp(url: URL): Address | Problem {
  if (!url.hostname || url.pathname === '/' || url.pathname === '')
    return { problem: 'needs a host and a folder. Example: sftp://backup@nas.example.com:22/srv/backups' };
  return {
    kind: 'sftp',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 22),
    username: decodeURIComponent(url.username) || undefined,
    path: decodeURIComponent(url.pathname),
  };
}

const known = new Set(['endpoint', 'region', 'style']);

function readS3(url: URL): Address | Problem {
  const { searchParams: query, hostname: bucket } = url;
  const strange = [...query.keys()].find((name) => !known.has(name));
  if (strange) return { problem: `knows no ${strange}, only ${[...known].join(', ')}` };
  const example = 'Example: s3://bucket/notes?endpoint=https://minio.example.com&style=path';
  if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket)) return { problem: `needs a bucket. ${example}` };
  if (url.username) return { problem: 'holds a user: give keys by s3-access-key-id and s3-secret-access-key' };
  const style = query.get('style') ?? undefined;
  if (style !== undefined && style !== 'path' && style !== 'virtual')
    return { problem: `has a style that is neither path nor virtual. ${example}` };
  const endpoint = endpointIn(query);
  if (endpoint === null) return { problem: `has an endpoint that is no http address. ${example}` };
  const prefix = decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, '');
  return { kind: 's3', bucket, prefix, endpoint, region: query.get('region') ?? undefined, style };
}

/** Null where it is no address of a service. */
function endpointIn(query: URLSearchParams): string | undefined | null {
  const given = query.get('endpoint') ?? undefined;
  const endpoint = given !== undefined && !given.includes('://') ? `https://${given}` : given;
  return endpoint === undefined || (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) ? endpoint : null;
}

function readAzure(url: URL): Address | Problem {
  const { searchParams: query, hostname: account } = url;
  const example = 'Example: azure://notesbackups/production/notes';
  if (query.has('sig')) return { problem: 'holds a signature: an address is shown. Give it by azure-sas-token' };
  const strange = [...query.keys()].find((name) => name !== 'endpoint');
  if (strange) return { problem: `knows no ${strange}, only endpoint` };
  if (url.username) return { problem: 'holds a user: give the key by azure-account-key, or a token by azure-sas-token' };
  if (!/^[a-z0-9]{3,24}$/.test(account)) return { problem: `needs a storage account, 3 to 24 small letters and digits. ${example}` };
  const [container = '', ...rest] = decodeURIComponent(url.pathname)
    .replaceAll(/^\/+|\/+$/g, '')
    .split('/');
  if (!/^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(container)) return { problem: `needs a container. ${example}` };
  const endpoint = endpointIn(query);
  if (endpoint === null) return { problem: `has an endpoint that is no http address. ${example}` };
  return { kind: 'azure', account, container, prefix: rest.join('/'), endpoint };
}

/** GitHub keeps artifacts of public repositories for 90 days at most, of others for 400. */
const longestRetention = 400;

function readArtifact(url: URL): ArtifactAddress | Problem {
  const example = 'Example: artifact://?retention-days=30';
  if (url.host || url.username || url.pathname.replaceAll('/', ''))
    return { problem: `names a place, but artifacts are those of the repository whose workflow it is. ${example}` };
  const strange = [...url.searchParams.keys()].find((name) => name !== 'retention-days');
  if (strange) return { problem: `knows no ${strange}, only retention-days` };
  const text = url.searchParams.get('retention-days');
  if (text === null) return { kind: 'artifact', retentionDays: undefined };
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > longestRetention)
    return { problem: `has retention-days that are no number from 1 to ${longestRetention}. ${example}` };
  return { kind: 'artifact', retentionDays: days };
}

/** Those whose lines are good; the check of the inputs has refused others. */
export function addressesOf(lines: readonly string[]): readonly Address[] {
  return lines.map(parseAddress).filter((address): address is Address => !('problem' in address));
}
