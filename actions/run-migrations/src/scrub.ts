/**
 * Hides what an application was configured with. Only texts that the application wrote pass here: hiding a weak password like `postgres`
 * everywhere would make our own words unreadable.
 */
export type Scrub = (text: string) => string;

/** Names of variables whose value is nobody's to read. */
export const telling = /pass|pwd|secret|token|key|credential|dsn|ur[il]$/i;

/** Values of an environment that nobody should read in a log. */
export function secretsOf(environment: Readonly<Record<string, string | null>>): readonly string[] {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(environment)) {
    if (!value || !telling.test(name)) continue;
    const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*?:(.+)@/i.exec(value)?.[1];
    if (password) for (const form of [password, decode(password)]) found.add(form);
    else if (!/:\/\//.test(value) && !/^(\d{1,7}|true|false)$/i.test(value)) found.add(value);
  }
  return [...found].filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
}

export function createScrub(secrets: readonly string[]): Scrub {
  return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
