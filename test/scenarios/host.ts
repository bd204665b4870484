// A Host for cores that run inside a test: everything real but the runner.
import { createLog, Failure, type Host, readContext } from '@slipway/action';

export interface TestHost extends Host {
  /** Everything that was logged. */
  readonly text: () => string;
  /** Ends the run as a cancelled job does. */
  readonly cancel: () => void;
}

export function testHost(workspace: string, onLine?: (line: string) => void): TestHost {
  const cancelled = new AbortController();
  let written = '';
  const write = (text: string): void => {
    written += text;
    onLine?.(text);
  };
  return {
    context: { ...readContext({}), workspace },
    log: createLog({ runner: false, write }),
    signal: cancelled.signal,
    clock: { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
    text: () => written,
    cancel: () => cancelled.abort(new Failure('cancelled', 'The run was cancelled.')),
  };
}
