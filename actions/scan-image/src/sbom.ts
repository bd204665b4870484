import { mkdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from '@slipway/action';
import { imagePattern } from './check.ts';
import { type ScanPlan, scan } from './engine.ts';
import type { ScanInputs, ScanPorts } from './run.ts';

/** The part of a CycloneDX document that tells whether it is what was asked for. */
interface Bill {
  readonly bomFormat?: unknown;
  readonly components?: readonly unknown[];
  readonly metadata?: { readonly component?: unknown };
}

/**
 * Writes what the image is made of beside the scan, from the same digest.
 * @returns its absolute path; empty where none was asked for
 * @throws Failure `scanner-error` where the document is about something else or holds nothing
 */
export async function writeBill(inputs: ScanInputs, plan: ScanPlan, ports: ScanPorts, cwd: string): Promise<string> {
  if (!inputs['sbom-file']) return '';
  const reportFile = resolve(ports.context.workspace, inputs['sbom-file']);
  await mkdir(dirname(reportFile), { recursive: true });
  await ports.log.group('Bill of materials', () =>
    scan(ports.shell, { ...plan, reportFile, format: 'cyclonedx' }, ports.variables, {
      cwd,
      signal: ports.signal,
      onLine: (line) => ports.log.untrusted(line),
    }),
  );
  const problem = problemOf(await readFile(reportFile, 'utf8').catch(() => ''), imagePattern.exec(inputs.image ?? '')?.[1]);
  if (problem && !(inputs['allow-empty'] && problem === emptyBill))
    throw new Failure('scanner-error', `The bill of materials ${problem}.`, { state: 'The image counts as not scanned.' });
  return reportFile;
}

const emptyBill = 'holds no component';

/** What is wrong with a bill of materials; undefined where nothing is. */
export function problemOf(text: string, digest: string | undefined): string | undefined {
  let bill: Bill;
  try {
    bill = JSON.parse(text) as Bill;
  } catch {
    return 'is no JSON';
  }
  if (bill.bomFormat !== 'CycloneDX') return 'is no CycloneDX document';
  if (!bill.components?.length) return emptyBill;
  if (digest && !decodeURIComponent(JSON.stringify(bill.metadata?.component ?? '')).includes(digest)) return `is not about ${digest}`;
  return undefined;
}
