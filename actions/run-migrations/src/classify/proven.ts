/** Columns that a check proves to be not null, from the server's words: `CHECK ((n IS NOT NULL))`, `CHECK (((a IS NOT NULL) AND (b IS NOT NULL)))`. */
export function provenByText(check: string): readonly string[] {
  const inner = /^CHECK \((.*)\)$/.exec(check)?.[1];
  if (inner === undefined) return [];
  const parts = inner
    .replace(/^\((\(.*\))\)$/, '$1')
    .split(' AND ')
    .map((part) => /^\(("?)([A-Za-z_][\w]*)\1 IS NOT NULL\)$/.exec(part.trim())?.[2]);
  return parts.every((part) => part !== undefined) ? parts : [];
}
