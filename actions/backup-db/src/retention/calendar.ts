import type { Period } from './policy.ts';

/** The hour, day, week, month or year of a moment as one number, in UTC; a week is that of ISO 8601, Monday to Sunday. */
export function periodOf(period: Period, time: number): number {
  const date = new Date(time);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const day = (year * 100 + month) * 100 + date.getUTCDate();
  switch (period) {
    case 'hourly':
      return day * 100 + date.getUTCHours();
    case 'daily':
      return day;
    case 'weekly':
      return isoWeek(date);
    case 'monthly':
      return year * 100 + month;
    case 'yearly':
      return year;
  }
}

/** A week belongs to the year that has its Thursday. */
function isoWeek(date: Date): number {
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3));
  const year = thursday.getUTCFullYear();
  const days = (thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000;
  return year * 100 + Math.floor(days / 7) + 1;
}
