import type { Settings } from './schema.ts';

/** The keys of a part of the file and of its own parts, as `backup` and `backup.destination`. */
export function keysIn(part: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(part).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name];
    return [name, ...Object.keys(value).map((inner) => `${name}.${inner}`)];
  });
}

/** The key under which a setting stands in the file: what an environment sets itself comes before what all have in common. */
export function keyOf(settings: Pick<Settings, 'environment' | 'overrides'>, key: string): string {
  return settings.overrides.includes(key) ? `environments.${settings.environment}.${key}` : key;
}
