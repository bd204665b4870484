/** Milliseconds of a date with a time in ISO 8601; without a zone it is UTC. A day alone is none: nobody could tell which end is meant. */
export function readInstant(text: string): number | undefined {
  const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const parsed = Date.parse(`${date}T${time}${zone ?? 'Z'}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}
