import type { Received } from '../server.ts';
import type { Answer } from './answer.ts';

type ListAnswer = Extract<Answer, { list: unknown }>;

/** One page of a list with GitHub's `Link` header: 30 entries unless asked otherwise, at most 100. */
export function cutPage(
  { list, wrap }: ListAnswer,
  { path, query }: Received,
  origin: string,
): { status: number; body: unknown; headers?: Record<string, string> } {
  const size = Math.min(Math.max(Number(query.get('per_page') ?? 30), 1), 100);
  const number = Math.max(Number(query.get('page') ?? 1), 1);
  const last = Math.max(Math.ceil(list.length / size), 1);
  const part = list.slice((number - 1) * size, number * size);
  const link = (to: number, rel: string): string => {
    const search = new URLSearchParams(query);
    search.set('page', String(to));
    return `<${origin}${path}?${search}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
    ...(number > 1 ? [link(1, 'first')] : []),
  ];
  const body = wrap ? wrap(part, list.length) : part;
  return { status: 200, body, ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}) };
}
