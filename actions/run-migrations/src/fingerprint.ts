/** Objects of the schema, each with a hash of its definition. */
export type Fingerprint = Readonly<Record<string, string>>;

/** What differs between two moments, each as `added relation public.notes`. */
export function differences(before: Fingerprint, after: Fingerprint): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    if (before[name] === after[name]) return [];
    if (before[name] === undefined) return [`added ${name}`];
    return [after[name] === undefined ? `missing ${name}` : `changed ${name}`];
  });
}

/** A list for a sentence; the whole is in the log. */
export function shortened(items: readonly string[], most = 6): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}
