/** The action's log as a person watches it. The whole of it is in a file. */

/** Progress of programs below that says nothing to somebody who watches a release. */
const noise = [
  // BuildKit: all but the titles of a Dockerfile's own steps, and errors.
  /^#\d+ (?!\[(?!internal\]))(?!ERROR)/,
  // Trivy and Alembic, about themselves.
  /^\d{4}-\d\d-\d\dT\S+ +(INFO|WARN) /,
  /^INFO +\[alembic/,
  // Access logs of the application, where the request was answered well.
  /" 2\d\d\b/,
];

export function worthWatching(line: string): boolean {
  return line.trim() !== '' && !noise.some((pattern) => pattern.test(line));
}

/** Colours and cursor movements of a program taken out; what is left is text. */
export function printable(text: string): string {
  let result = '';
  for (const character of text.replaceAll(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, '').replaceAll('\t', '  ')) {
    if (!/\p{Cc}/u.test(character)) result += character;
  }
  return result;
}

/** The action's last error, which may be several lines long. */
export function lastWords(lines: readonly string[]): string {
  const start = lines.findLastIndex((line) => line.startsWith('error: '));
  return start < 0 ? (lines.at(-1) ?? '') : lines.slice(start).join(' ').replace('error: ', '').trim();
}
