import { Failure } from '@slipway/action';
import { type Severity, severityOf } from './severity.ts';

export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  /** Who said so: a distribution may rate a fault lower than NVD does. */
  readonly severitySource: string;
  readonly package: string;
  readonly installed: string;
  /** Empty where there is no fix. */
  readonly fixed: string;
  readonly title: string;
  readonly url: string;
  /** What holds the package: an operating system, or a file. */
  readonly target: string;
}

/** What a scan found, free of the scanner's own shape. */
export interface Report {
  /** Digests of the image that was scanned, as the scanner saw it in the registry. */
  readonly digests: readonly string[];
  readonly system: { readonly name: string; readonly endOfLife: boolean } | undefined;
  readonly packages: number;
  readonly findings: readonly Finding[];
  /** Findings that an ignore file hid; undefined where the scanner does not tell. */
  readonly suppressed: number | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads Trivy's JSON (schema 2). Every field may be missing, and enumerations grow. @throws Failure `scanner-error` */
export function parseReport(text: string): Report {
  const report = object(parse(text));
  if (report['SchemaVersion'] !== 2) throw notAReport(`its schema version is ${String(report['SchemaVersion'] ?? 'missing')}, not 2`);
  const metadata = object(report['Metadata']);
  const results = list(report['Results']);
  const modified = results.flatMap((result) =>
    Array.isArray(result['ExperimentalModifiedFindings']) ? result['ExperimentalModifiedFindings'] : [],
  );
  return {
    digests: strings(metadata['RepoDigests']).flatMap((name) => name.split('@')[1] ?? []),
    system: systemOf(metadata['OS']),
    packages: results.reduce((count, result) => count + list(result['Packages']).length, 0),
    findings: results.flatMap((result) => list(result['Vulnerabilities']).map((found) => finding(found, string(result['Target'])))),
    suppressed: modified.length > 0 ? modified.length : undefined,
  };
}

function finding(found: Json, target: string): Finding {
  const source = object(found['DataSource']);
  return {
    id: string(found['VulnerabilityID']),
    severity: severityOf(string(found['Severity'])),
    severitySource: string(found['SeveritySource']) || string(source['ID']),
    package: string(found['PkgName']),
    installed: string(found['InstalledVersion']),
    fixed: string(found['FixedVersion']),
    title: string(found['Title']),
    url: string(found['PrimaryURL']),
    target: string(found['PkgPath']) || target,
  };
}

function systemOf(value: unknown): Report['system'] {
  const system = object(value);
  const name = [string(system['Family']), string(system['Name'])].filter(Boolean).join(' ');
  return name ? { name, endOfLife: system['EOSL'] === true } : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notAReport('it is no JSON', cause);
  }
}

function notAReport(why: string, cause?: unknown): Failure {
  return new Failure('scanner-error', `The scanner's report cannot be used: ${why}.`, {
    state: 'The image counts as not scanned.',
    hint: 'Check that tool-path is a Trivy of version 0.46 or newer.',
    ...(cause === undefined ? {} : { cause }),
  });
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
