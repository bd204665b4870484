/** `name=value` lines and quoted secrets, as build-push-action's users write them. */

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** The pair of a line; undefined where there is no name before a `=`. */
export function parsePair(line: string): Pair | undefined {
  const at = line.indexOf('=');
  return at < 1 ? undefined : { name: line.slice(0, at).trim(), value: line.slice(at + 1) };
}

/** Pairs of lines that were checked before. */
export function pairs(lines: readonly string[]): Pair[] {
  return lines.map(parsePair).filter((pair) => pair !== undefined);
}

/**
 * The entries of the input `secrets`: one for each line, or for each quoted run of lines, in which `""` is a quote. Trailing blanks of a value are
 * kept inside quotes only.
 */
export function splitSecrets(text: string): string[] {
  const entries: string[] = [];
  const matcher = /[ \t]*"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)|([^\n]*)(?:\n|$)/y;
  while (matcher.lastIndex < text.length) {
    const match = matcher.exec(text);
    if (!match) break;
    const entry = match[1] === undefined ? (match[2] ?? '').trim() : match[1].replaceAll('""', '"');
    if (entry !== '') entries.push(entry);
  }
  return entries;
}

const secretId = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** What is wrong with the input `secrets`, never showing a value: a secret that is dropped silently makes a build that works differently. */
export function secretProblems(text: string): string[] {
  const seen = new Set<string>();
  return splitSecrets(text).flatMap((entry, index) => {
    const which = `entry ${index + 1}`;
    const pair = parsePair(entry);
    if (!pair || !secretId.test(pair.name)) {
      return [`${which} is not id=value; a value of several lines stands in quotes: "id=first line, second line"`];
    }
    if (pair.value === '')
      return [`${which} (${pair.name}) is empty; a secret that does not exist, or is not visible to this job, arrives empty`];
    if (seen.has(pair.name)) return [`${which} repeats the id ${pair.name}`];
    seen.add(pair.name);
    return [];
  });
}

export function secretPairs(text: string): Pair[] {
  return pairs(splitSecrets(text));
}
