/** Shorter values are left alone: hiding every `a` of a log protects nothing and destroys outputs. */
const shortest = 4;

const known = new Set<string>();

/** Remembers a secret, each of its longer lines, and the forms in which it travels inside URLs and JSON. */
export function addSecret(value: string): readonly string[] {
  const parts = [value, ...value.split(/\r?\n/).filter((line) => line.length >= 8)];
  const added: string[] = [];
  for (const part of parts.map((text) => text.trim()).filter((text) => text.length >= shortest)) {
    for (const form of new Set([part, encodeURIComponent(part), JSON.stringify(part).slice(1, -1), Buffer.from(part).toString('base64')])) {
      if (known.has(form)) continue;
      known.add(form);
      added.push(form);
    }
  }
  return added;
}

/** The text with every remembered secret replaced by `***`, longest first. */
export function redact(text: string): string {
  let safe = text;
  for (const secret of [...known].sort((a, b) => b.length - a.length)) safe = safe.replaceAll(secret, '***');
  return safe;
}

export function holdsSecret(text: string): boolean {
  for (const secret of known) if (text.includes(secret)) return true;
  return false;
}

/** Only for tests: a process handles one set of secrets. */
export function forgetSecrets(): void {
  known.clear();
}
