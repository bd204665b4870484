import type { Log } from '@slipway/action';

/** Passes a program's lines on in batches: each hand-over to `untrusted` costs two marks around it. */
export function batchedLines(log: Log, interval = 500): { line(text: string): void; flush(): void } {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) log.untrusted(waiting.join('\n'));
    waiting = [];
  };
  return {
    flush,
    line(text) {
      waiting.push(text);
      if (waiting.length >= 200) flush();
      else timer ??= setTimeout(flush, interval);
    },
  };
}
