import { stripVTControlCharacters } from 'node:util';
import { block, redact } from '@slipway/action';

/** Characters of a message that are shown: more than a person reads, and far less than GitHub refuses. */
const limit = 20_000;

interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Page of the run; empty where there is none. */
  readonly runUrl: string;
}

/** Text of the issue while something is wrong. */
export function report(message: string | undefined, moment: Moment): string {
  return [quoted(message), `Last seen ${when(moment)}.`, 'This issue is closed by the first run that finds it well again.']
    .filter(Boolean)
    .join('\n\n');
}

/** The last word under the issue. */
export function closing(message: string | undefined, moment: Moment): string {
  return [`Well again ${when(moment)}.`, quoted(message)].filter(Boolean).join('\n\n');
}

/**
 * Foreign text in a fence that is longer than any in it: there `@name` calls nobody, `#1` refers to nothing, and no tag or comment is one.
 */
function quoted(message: string | undefined): string {
  const text = stripVTControlCharacters(message ?? '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (text === '') return '';
  const safe = redact(text);
  return block(safe.length > limit ? `${safe.slice(0, limit)}\n… (cut here: ${safe.length} characters)` : safe, 'text');
}

function when({ now, runUrl }: Moment): string {
  const time = `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return runUrl ? `at ${time} by [this run](${runUrl})` : `at ${time}`;
}
