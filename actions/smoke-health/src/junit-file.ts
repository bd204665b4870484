import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Host, messageOf, redact } from '@slipway/action';
import type { CheckReport } from '@slipway/checks';
import { renderJUnit } from './junit.ts';

/** A report that cannot be written never decides about a release. */
export async function writeJUnit(file: string | undefined, reports: readonly CheckReport[], { context, log }: Host): Promise<void> {
  if (file === undefined) return;
  const path = resolve(context.workspace, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, redact(renderJUnit(reports)));
  } catch (error) {
    log.warn(`The JUnit report ${file} could not be written: ${messageOf(error)}`);
  }
}
