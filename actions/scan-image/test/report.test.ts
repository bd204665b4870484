import { describe, expect, test } from '@jest/globals';
import { lastFrom } from '../src/dockerfile.ts';
import { decide } from '../src/gate.ts';
import { parseReport } from '../src/report.ts';
import { renderSarif } from '../src/sarif.ts';
import { severities } from '../src/severity.ts';
import { scanSummary } from '../src/summary.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const full = {
  SchemaVersion: 2,
  ArtifactType: 'container_image',
  Metadata: { OS: { Family: 'debian', Name: '9.13', EOSL: true }, RepoDigests: [`r.example.com/a/b@${digest}`] },
  Results: [
    { Target: 'r (debian 9.13)', Class: 'os-pkgs', Packages: [{ Name: 'zlib1g' }] },
    {
      Target: 'Node.js',
      Packages: [{ Name: 'lodash' }],
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2026-1',
          PkgName: 'lodash',
          PkgPath: 'app/node_modules/lodash/package.json',
          InstalledVersion: '4.17.4',
          FixedVersion: '4.17.21',
          Severity: 'CRITICAL',
          SeveritySource: 'ghsa',
          Title: 'Prototype | pollution <b>',
          PrimaryURL: 'https://example.com/CVE-2026-1',
        },
        { VulnerabilityID: 'CVE-2026-2', PkgName: 'zlib1g', InstalledVersion: '1', Severity: 'NEGLIGIBLE', DataSource: { ID: 'debian' } },
      ],
      ExperimentalModifiedFindings: [{ Type: 'vulnerability', Status: 'ignored' }],
    },
    { Target: 'nothing', Vulnerabilities: null },
  ],
};

describe("Trivy's report", () => {
  test('is read whole', () => {
    const report = parseReport(JSON.stringify(full));
    expect(report).toMatchObject({ digests: [digest], system: { name: 'debian 9.13', endOfLife: true }, packages: 2, suppressed: 1 });
    expect(report.findings).toEqual([
      {
        id: 'CVE-2026-1',
        severity: 'critical',
        severitySource: 'ghsa',
        package: 'lodash',
        installed: '4.17.4',
        fixed: '4.17.21',
        title: 'Prototype | pollution <b>',
        url: 'https://example.com/CVE-2026-1',
        target: 'app/node_modules/lodash/package.json',
      },
      expect.objectContaining({ id: 'CVE-2026-2', severity: 'unknown', severitySource: 'debian', fixed: '', target: 'Node.js' }),
    ]);
  });

  test('every field may be missing', () => {
    expect(parseReport('{"SchemaVersion":2}')).toEqual({
      digests: [],
      system: undefined,
      packages: 0,
      findings: [],
      suppressed: undefined,
    });
  });

  test.each(['', 'null', '[]', '{}', '{"SchemaVersion":3}', '{"SchemaVersion":2'])('%j is no report', (text) => {
    expect(() => parseReport(text)).toThrow(/cannot be used/);
  });
});

const policy = { report: severities, refuse: ['critical' as const], onlyFixable: true, allowEmpty: false, failOnEndOfLife: true };

describe('what people see', () => {
  test('the summary: decision first, nothing that breaks its table', () => {
    const report = parseReport(JSON.stringify(full));
    const text = scanSummary(`r.example.com/a/b@${digest}`, report, decide(report, policy), new Date('2026-11-20T00:00:00Z'));
    expect(text.split('\n')[0]).toBe('### Scan refused: vulnerabilities');
    expect(text).toContain('| lodash | 4.17.4 → 4.17.21 | [CVE-2026-1](https://example.com/CVE-2026-1) | critical (ghsa) |');
    expect(text).toContain('debian 9.13, 2 packages, database of 2026-11-20T00:00:00.000Z, 1 suppressed by the ignore file');
  });

  test('fifty rows and a count', () => {
    const report = parseReport(JSON.stringify(full));
    const [first] = report.findings;
    const many = {
      ...report,
      findings: Array.from({ length: 70 }, (_, index) => ({ ...report.findings[0], ...first, package: `p${index}` })),
    } as typeof report;
    const text = scanSummary('x', many, decide(many, policy), new Date());
    expect(text.match(/\| p\d+ \|/g)).toHaveLength(50);
    expect(text).toContain('20 more are in the report.');
  });

  test('an address that would break out of its link stays text', () => {
    const evil = {
      ...full,
      Results: [
        {
          Packages: [{}],
          Vulnerabilities: [{ ...full.Results[1]?.Vulnerabilities?.[0], PrimaryURL: 'https://x/) [y](javascript:alert(1)' }],
        },
      ],
    };
    const report = parseReport(JSON.stringify(evil));
    expect(scanSummary('x', report, decide(report, policy), new Date())).not.toContain('javascript');
  });

  test('SARIF: a rule for each fault and package, a location that exists, fingerprints that stay', () => {
    const report = parseReport(JSON.stringify(full));
    const sarif = (version: string): { runs: readonly SarifRun[] } => {
      const findings = report.findings.map((finding) => ({ ...finding, installed: version }));
      return JSON.parse(renderSarif(findings, `r.example.com/a/b@${digest}`, { file: 'my app/Dockerfile', line: 3 })) as {
        runs: readonly SarifRun[];
      };
    };
    const [run] = sarif('1.0').runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['CVE-2026-1/lodash', 'CVE-2026-2/zlib1g']);
    expect(run?.tool.driver.rules[0]).toMatchObject({ properties: { 'security-severity': '9.5' } });
    expect(run?.results.map(({ level, ruleIndex }) => [level, ruleIndex])).toEqual([
      ['error', 0],
      ['note', 1],
    ]);
    expect(run?.results[0]?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'my%20app/Dockerfile' },
      region: { startLine: 3 },
    });
    const prints = (version: string): unknown => sarif(version).runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints);
    expect(prints('1.0')).toEqual(prints('2.0'));
    expect(renderSarif([], 'r/a', { file: 'Dockerfile', line: 1 })).toContain('"results": []');
  });
});

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly level: string;
    readonly ruleIndex: number;
    readonly locations: readonly { readonly physicalLocation: object }[];
    readonly partialFingerprints: object;
  }[];
}

test('the last FROM', () => {
  expect(lastFrom('FROM a AS b\nRUN x\n  from debian:12\nCOPY --from=b / /\n')).toBe(3);
  expect(lastFrom('')).toBeUndefined();
});
