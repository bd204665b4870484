import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Host, messageOf, redact } from '@slipway/action';
import type { CheckReport } from '@slipway/checks';
import { insideOf } from './inside.ts';
import { renderJUnit } from './junit.ts';

/** A report that cannot be written never decides about a release. */
export async function writeJUnit(file: string | undefined, reports: readonly CheckReport[], { context, log }: Host): Promise<void> {
  if (file === undefined) return;
  try {
    const path = await insideOf(context.workspace, file);
    if (path === undefined) return log.warn(`The JUnit report ${file} was not written: a link leads out of the workspace.`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, redact(renderJUnit(reports)));
  } catch (error) {
    log.warn(`The JUnit report ${file} could not be written: ${messageOf(error)}`);
  }
}
