export const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
export type Severity = (typeof severities)[number];

/** The severities of a comma list; undefined for a word that is none. `none` alone is the empty list. */
export function parseSeverities(text: string): readonly Severity[] | undefined {
  const words = text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  if (words.length === 1 && words[0] === 'none') return [];
  const known = words.map((word) => severities.find((severity) => severity === word));
  return known.length > 0 && known.every((severity) => severity !== undefined) ? known : undefined;
}

/** A severity as scanners write it; anything new or missing counts as unknown. */
export function severityOf(text: string | undefined): Severity {
  return severities.find((severity) => severity === text?.toLowerCase()) ?? 'unknown';
}
