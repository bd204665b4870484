import type { Finished } from '@slipway/shell';
import type { Trouble } from '../../answer.ts';

/** Flyway names the server's code, and the line of the file at which the statement starts. */
export function explain(finished: Finished, path: string): Partial<Trouble> {
  const said = `${finished.stderr}\n${finished.stdout}`;
  const [, sqlstate] = /^SQL State +: ([0-9A-Z]{5})\s*$/m.exec(said) ?? [];
  const [, line] = /^Line +: (\d+)\s*$/m.exec(said) ?? [];
  return { ...(sqlstate === undefined ? {} : { sqlstate }), ...(line === undefined ? {} : { place: { path, line: Number(line) } }) };
}
