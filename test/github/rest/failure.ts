import type { Fault } from '../injector.ts';
import { page } from './answer.ts';

const secondary = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

/** What GitHub says with a status, where the test does not say it. */
export function failure(status: number, fault: Fault): { status: number; body: unknown } {
  const message = fault.body ?? words(status, fault.headers ?? {});
  return { status, body: { message, documentation_url: page, status: String(status) } };
}

function words(status: number, headers: Readonly<Record<string, string>>): string {
  if (status === 429 || (status === 403 && 'retry-after' in headers)) return secondary;
  if (status === 403 && headers['x-ratelimit-remaining'] === '0') return 'API rate limit exceeded for installation ID 1.';
  if (status === 403) return 'Resource not accessible by integration';
  if (status === 404) return 'Not Found';
  return status >= 500 ? 'Server Error' : `Refused with ${status}, as the test planted it`;
}
