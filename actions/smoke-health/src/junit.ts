import type { CheckReport } from '@slipway/checks';

/** JUnit XML, as test reporters read it: one case for each check, times in seconds. */
export function renderJUnit(reports: readonly CheckReport[]): string {
  const failures = reports.filter(({ passed }) => !passed).length;
  const counts = { name: 'smoke-health', tests: reports.length, failures, errors: 0, skipped: 0, time: seconds(sum(reports)) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ tests: reports.length, failures, time: counts.time })}>`,
    `  <testsuite${attributes(counts)}>`,
    ...reports.map(renderCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function renderCase(report: CheckReport): string {
  const open = `    <testcase${attributes({ name: report.name, classname: `smoke-health.${report.kind}`, time: seconds(report.duration) })}`;
  const output = report.warnings.length > 0 ? `\n      <system-out>${escapeXml(report.warnings.join('\n'))}</system-out>` : '';
  if (report.passed) return output === '' ? `${open}/>` : `${open}>${output}\n    </testcase>`;
  const broken = report.conditions.filter(({ passed }) => !passed).map(({ text, actual }) => `${text}: found ${actual}`);
  const detail = [report.sentence, report.url, ...broken, ...report.hints, report.last.excerpt].filter((line) => line !== '').join('\n');
  const failure = `<failure${attributes({ message: report.sentence, type: report.failure ?? 'unhealthy' })}>${escapeXml(detail)}</failure>`;
  return `${open}>\n      ${failure}${output}\n    </testcase>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll(/[\n\t]/g, ' ')}"`)
    .join('');
}

/** XML 1.0 has no way to write control characters and lone surrogates, so they become a replacement character. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function sum(reports: readonly CheckReport[]): number {
  return reports.reduce((total, { duration }) => total + duration, 0);
}
