import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createLog, Failure, type Host, readContext } from '@slipway/action';

export interface TestHost extends Host {
  /** Everything that was logged. */
  text(): string;
  /** Milliseconds of every wait that a core asked for; each is cut to a millisecond. */
  readonly waits: readonly number[];
}

/** What `runAction` gives to a core, for tests that call the core itself: a log to read, a clock that does not wait, a folder inside the workspace. */
export function testHost(workspace: string, env: Readonly<Record<string, string>> = {}): TestHost {
  const lines: string[] = [];
  const waits: number[] = [];
  const temp = mkdtempSync(join(workspace, '.temp-'));
  return {
    context: readContext({ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp, GITHUB_RUN_ID: '4711', ...env }),
    log: createLog({ runner: false, write: (text) => void lines.push(text) }),
    clock: {
      now: () => Date.now(),
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        await new Promise((resolve) => setTimeout(resolve, 1));
      },
    },
    signal: new AbortController().signal,
    text: () => lines.join(''),
    waits,
  };
}

/** The failure that `work` ends with. @throws Error where it ends well, or with anything else */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it ended well, and should have failed');
}
