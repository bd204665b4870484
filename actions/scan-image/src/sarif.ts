import { createHash } from 'node:crypto';
import type { Finding } from './report.ts';
import type { Severity } from './severity.ts';

export interface Place {
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
}

/** Code scanning orders by this number, and by the level. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', unknown: '0.5' };
const levels: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', unknown: 'note' };

/**
 * SARIF 2.1.0 as code scanning takes it: a path inside an image is no file of the repository, so every result stands at the Dockerfile, and has a
 * fingerprint of its own so that an upload replaces the one before.
 */
export function renderSarif(findings: readonly Finding[], image: string, place: Place): string {
  const rules = [...new Map(findings.map((finding) => [ruleId(finding), finding])).values()];
  const index = new Map(rules.map((finding, position) => [ruleId(finding), position]));
  const repository = image.split('@')[0] ?? image;
  const run = {
    tool: { driver: { name: 'Slipway scan-image', informationUri: 'https://trivy.dev', rules: rules.map(rule) } },
    automationDetails: { id: `scan-image/${repository}/` },
    results: findings.map((finding) => ({
      ruleId: ruleId(finding),
      ruleIndex: index.get(ruleId(finding)) ?? 0,
      level: levels[finding.severity],
      message: { text: `${finding.package} ${finding.installed} in ${repository} (${finding.target}): ${advice(finding)}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(place.file) },
            region: { startLine: place.line, startColumn: 1, endLine: place.line, endColumn: 2 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: fingerprint(finding, repository) },
    })),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

/** A vulnerability may be rated differently in two packages, and a rule has one rating. */
function ruleId(finding: Finding): string {
  return `${finding.id}/${finding.package}`;
}

function rule(finding: Finding): object {
  const title = (finding.title || `${finding.id} in ${finding.package}`).slice(0, 1000);
  return {
    id: ruleId(finding),
    name: finding.id,
    shortDescription: { text: `${finding.id}: ${finding.package}`.slice(0, 1000) },
    fullDescription: { text: title },
    help: { text: `${title}\n${advice(finding)}${finding.url ? `\n${finding.url}` : ''}` },
    ...(finding.url ? { helpUri: finding.url } : {}),
    properties: {
      'security-severity': scores[finding.severity],
      precision: 'very-high',
      tags: ['vulnerability', 'security', finding.severity],
    },
  };
}

function advice(finding: Finding): string {
  return finding.fixed ? `fixed in ${finding.fixed}` : 'no fixed version yet';
}

/** Stable while the fault stays: neither the version nor the line is part of it. */
function fingerprint(finding: Finding, repository: string): string {
  return createHash('sha256').update([repository, finding.id, finding.package, finding.target].join('\0')).digest('hex').slice(0, 32);
}
