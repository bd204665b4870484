/** Values that the runner hides: whole, line by line, and in the encodings of SecretMasker (actions/runner). */
export class Masks {
  readonly #values = new Set<string>();

  constructor(secrets: readonly string[] = []) {
    for (const secret of secrets) this.add(secret);
  }

  get values(): readonly string[] {
    return [...this.#values];
  }

  add(secret: string): void {
    for (const part of [secret, ...secret.split(/\r?\n/).map((line) => line.trim())]) {
      if (part === '') continue;
      for (const form of encodings(part)) if (form !== '') this.#values.add(form);
    }
  }

  apply(text: string): string {
    let masked = text;
    for (const value of [...this.#values].sort((a, b) => b.length - a.length)) masked = masked.replaceAll(value, '***');
    return masked;
  }
}

function encodings(value: string): string[] {
  const xml = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
  const quoted = value.length > 2 && value.startsWith('"') && value.endsWith('"') ? [value.slice(1, -1)] : [];
  return [
    value,
    ...[0, 1, 2].map((shift) => base64(value, shift)),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    xml,
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "''"),
    ...quoted,
  ];
}

/** The part of a base64 text that any text around the value leaves unchanged. */
function base64(value: string, shift: number): string {
  const bytes = Buffer.from(value).subarray(shift);
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
}
