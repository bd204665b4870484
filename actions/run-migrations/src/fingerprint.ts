/** Objects of the schema, each with a hash of its definition. */
export type Fingerprint = Readonly<Record<string, string>>;

/** The relation that an object hangs on: `index public.notes_body on public.notes`. */
function relationOf(name: string): string | undefined {
  const [, on] = / on (.+)$/.exec(name) ?? [];
  return on === undefined ? undefined : `relation ${on}`;
}

/** What differs between two moments, each as `added relation public.notes`; what comes and goes with its relation is not named beside it. */
export function differences(before: Fingerprint, after: Fingerprint): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const relation = relationOf(name);
    if (before[name] === after[name] || (relation && (before[relation] === undefined) !== (after[relation] === undefined))) return [];
    if (before[name] === undefined) return [`added ${name}`];
    return [after[name] === undefined ? `removed ${name}` : `changed ${name}`];
  });
}

/** Without the objects that are a tool's own. */
export function withoutOwn(fingerprint: Fingerprint, own: ReadonlySet<string>): Fingerprint {
  return Object.fromEntries(Object.entries(fingerprint).filter(([name]) => !own.has(name) && !own.has(relationOf(name) ?? name)));
}

/** What a person does with what stands: an index is dropped without a lock that anybody waits for. */
export function undoByHand(found: readonly string[]): string {
  const drops = found.flatMap((one) => {
    const [, schema, index = ''] = /^added index ([a-z_]\w*)\.([a-z_]\w*) on /.exec(one) ?? [];
    // That of a constraint goes with it.
    return schema === undefined || found.some((each) => each.startsWith(`added constraint ${index} on `))
      ? []
      : [`drop index concurrently ${schema}.${index};`];
  });
  const words = found.length === 1 ? 'Undo it by hand' : 'Undo these by hand';
  return drops.length === 0 ? words : `${words} (${drops.join(' ')})`;
}

/** A list for a sentence; the whole is in the log. */
export function shortened(items: readonly string[], most = 6): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}
