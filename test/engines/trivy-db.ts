import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bucket, encodeBolt } from './bolt.ts';

export type Severity = 'UNKNOWN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** One advisory about one package, as Trivy's database (schema 2) holds it. */
export interface Advisory {
  /** Like `CVE-2026-12345` or `GHSA-…`. */
  readonly id: string;
  /** `npm`, `pip`, `go` … or a distribution with its major version: `debian 12`, `alpine 3.20`. */
  readonly ecosystem: string;
  /** For a distribution, the *source* package. */
  readonly package: string;
  readonly severity: Severity;
  readonly title: string;
  readonly description?: string;
  /** First version without the fault; without it there is no fix. */
  readonly fixed?: string;
  /** Range for language packages; every version below `fixed` unless said. */
  readonly vulnerable?: string;
}

export interface DatabaseOptions {
  /** When the database was made; now unless said. */
  readonly updatedAt?: Date;
}

const sources: Readonly<Record<string, string>> = {
  npm: 'GitHub Security Advisory Npm',
  pip: 'GitHub Security Advisory Pip',
  go: 'The Go Vulnerability Database',
};
const severities: readonly Severity[] = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/**
 * Writes `<folder>/db/trivy.db` and `<folder>/db/metadata.json`: a whole cache folder for an offline scan with the real Trivy. An empty list makes
 * the database that a broken mirror would: valid, and silent about everything.
 */
export async function writeTrivyDb(folder: string, advisories: readonly Advisory[], options: DatabaseOptions = {}): Promise<void> {
  const updated = options.updatedAt ?? new Date();
  const next = new Date(updated.getTime() + 24 * 3_600_000);
  const metadata = { Version: 2, NextUpdate: next.toISOString(), UpdatedAt: updated.toISOString(), DownloadedAt: updated.toISOString() };
  await mkdir(join(folder, 'db'), { recursive: true });
  await writeFile(join(folder, 'db', 'trivy.db'), encodeBolt(buckets(advisories)));
  await writeFile(join(folder, 'db', 'metadata.json'), JSON.stringify(metadata));
}

function buckets(advisories: readonly Advisory[]): Bucket {
  const root: Record<string, Record<string, Record<string, string> | string>> = { vulnerability: {}, 'data-source': {} };
  for (const advisory of advisories) {
    const name = bucketName(advisory.ecosystem);
    root['vulnerability'] = { ...root['vulnerability'], [advisory.id]: JSON.stringify(vulnerability(advisory)) };
    root['data-source'] = { ...root['data-source'], [name]: JSON.stringify(dataSource(advisory.ecosystem)) };
    const bucket = root[name] ?? {};
    const of = bucket[advisory.package];
    root[name] = {
      ...bucket,
      [advisory.package]: { ...(typeof of === 'object' ? of : {}), [advisory.id]: JSON.stringify(finding(advisory)) },
    };
  }
  return root;
}

function bucketName(ecosystem: string): string {
  return isDistribution(ecosystem) ? ecosystem : `${ecosystem}::${sources[ecosystem] ?? ecosystem}`;
}

function isDistribution(ecosystem: string): boolean {
  return ecosystem.includes(' ');
}

function dataSource(ecosystem: string): object {
  const [family = ecosystem] = ecosystem.split(' ');
  return isDistribution(ecosystem)
    ? { ID: family, Name: `${family} security tracker`, URL: '' }
    : { ID: 'ghsa', Name: sources[ecosystem] ?? ecosystem, URL: '' };
}

function vulnerability(advisory: Advisory): object {
  const date = '2026-01-01T00:00:00Z';
  return {
    Title: advisory.title,
    Description: advisory.description ?? advisory.title,
    Severity: advisory.severity,
    VendorSeverity: { [isDistribution(advisory.ecosystem) ? 'nvd' : 'ghsa']: severities.indexOf(advisory.severity) },
    References: [`https://nvd.nist.gov/vuln/detail/${advisory.id}`],
    PublishedDate: date,
    LastModifiedDate: date,
  };
}

function finding(advisory: Advisory): object {
  if (isDistribution(advisory.ecosystem)) return advisory.fixed ? { FixedVersion: advisory.fixed } : { Status: 2 };
  return {
    VulnerableVersions: [advisory.vulnerable ?? (advisory.fixed ? `<${advisory.fixed}` : '>=0')],
    ...(advisory.fixed ? { PatchedVersions: [advisory.fixed] } : {}),
  };
}
