/** A length of time as restic writes it, `1y6m14d12h`: years and months are those of the calendar. */
export interface Span {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly hours: number;
}

const hour = 3_600_000;

/** Undefined where the text is none. Four digits at most, so that no date leaves what can be computed. */
export function parseSpan(text: string): Span | undefined {
  const match = /^(?=\d)(?:(\d{1,4})y)?(?:(\d{1,4})m)?(?:(\d{1,4})d)?(?:(\d{1,4})h)?$/.exec(text.trim());
  if (!match) return undefined;
  const [years, months, days, hours] = match.slice(1).map((number) => Number(number ?? 0));
  return { years: years ?? 0, months: months ?? 0, days: days ?? 0, hours: hours ?? 0 };
}

export function isZero({ years, months, days, hours }: Span): boolean {
  return years + months + days + hours === 0;
}

export function formatSpan({ years, months, days, hours }: Span): string {
  const parts = [years && `${years}y`, months && `${months}m`, days && `${days}d`, hours && `${hours}h`];
  return parts.filter(Boolean).join('') || '0h';
}

/** The moment that lies a span before another; UTC. One month before 31 March is 3 March (2 March in a leap year), as restic counts. */
export function before(time: number, { years, months, days, hours }: Span): number {
  const date = new Date(time);
  date.setUTCFullYear(date.getUTCFullYear() - years, date.getUTCMonth() - months, date.getUTCDate() - days);
  return date.getTime() - hours * hour;
}
