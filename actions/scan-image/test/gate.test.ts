import { describe, expect, test } from '@jest/globals';
import { decide, type Policy } from '../src/gate.ts';
import type { Finding, Report } from '../src/report.ts';
import { severities } from '../src/severity.ts';

const policy: Policy = { report: severities, refuse: ['critical', 'high'], onlyFixable: true, allowEmpty: false, failOnEndOfLife: true };
const report: Report = { digests: [], system: { name: 'debian 12', endOfLife: false }, packages: 3, findings: [], suppressed: undefined };
const found = (severity: Finding['severity'], fixed = '2.0', name = 'a'): Finding => ({
  id: 'CVE-2026-1',
  severity,
  severitySource: 'nvd',
  package: name,
  installed: '1.0',
  fixed,
  title: '',
  url: '',
  target: 't',
});

describe('the gate', () => {
  test.each<[string, Partial<Report>, Partial<Policy>, string]>([
    ['nothing known', {}, {}, 'passed'],
    ['a fixable high', { findings: [found('high')] }, {}, 'vulnerabilities'],
    ['a fixable critical', { findings: [found('critical')] }, {}, 'vulnerabilities'],
    ['a fixable medium', { findings: [found('medium')] }, {}, 'passed'],
    ['a high without a fix', { findings: [found('high', '')] }, {}, 'passed'],
    ['a high without a fix, all refused', { findings: [found('high', '')] }, { onlyFixable: false }, 'vulnerabilities'],
    ['an unknown, refused', { findings: [found('unknown')] }, { refuse: ['unknown'] }, 'vulnerabilities'],
    ['a critical, nothing refused', { findings: [found('critical')] }, { refuse: [] }, 'passed'],
    ['a distribution past its end', { system: { name: 'debian 9', endOfLife: true } }, {}, 'end-of-life'],
    ['a distribution past its end, accepted', { system: { name: 'debian 9', endOfLife: true } }, { failOnEndOfLife: false }, 'passed'],
    ['no package at all', { packages: 0 }, {}, 'nothing-found'],
    ['no package at all, accepted', { packages: 0 }, { allowEmpty: true }, 'passed'],
    ['no distribution, but packages', { system: undefined }, {}, 'passed'],
    [
      'findings in a distribution past its end',
      { system: { name: 'debian 9', endOfLife: true }, findings: [found('high')] },
      {},
      'vulnerabilities',
    ],
  ])('%s', (_, reported, rules, verdict) => {
    expect(decide({ ...report, ...reported }, { ...policy, ...rules }).verdict).toBe(verdict);
  });

  test('counts what is reported, worst first, and knows what refuses', () => {
    const findings = [found('low'), found('high', '', 'b'), found('critical'), found('high', '2', 'c'), found('unknown')];
    const decision = decide({ ...report, findings }, { ...policy, report: ['critical', 'high', 'low'] });
    expect(decision.counts).toEqual({ critical: 1, high: 2, medium: 0, low: 1, unknown: 0 });
    expect(decision.fixable).toBe(3);
    expect(decision.reported.map((finding) => `${finding.severity} ${finding.package}`)).toEqual([
      'critical a',
      'high b',
      'high c',
      'low a',
    ]);
    expect(decision.refusing.map((finding) => finding.package)).toEqual(['a', 'c']);
  });
});
