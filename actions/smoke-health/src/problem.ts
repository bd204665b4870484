import { Failure } from '@slipway/action';
import { type Check, openCheck } from '@slipway/checks';
import { localShell } from '@slipway/shell';

/** Why a check can never be asked, known before anything is asked; undefined where all is well. */
export async function problemOf(check: Check): Promise<Failure | undefined> {
  const shell = localShell();
  try {
    await openCheck(check, { shell, signal: AbortSignal.timeout(0), clock: { now: () => 0, sleep: () => Promise.resolve() } });
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  } finally {
    await shell.close();
  }
}
