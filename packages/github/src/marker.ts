import { bot } from './deployments.ts';

/** GitHub refuses longer bodies. */
const bodyLimit = 65_000;

/** The first line of what we wrote, hidden from readers, by which it is found again. */
export function hidden(marker: string): string {
  return `<!-- slipway: ${marker.replaceAll(/[^\w.-]+/g, '-').replaceAll('--', '-')} -->`;
}

export function withMarker(marker: string, body: string): string {
  return `${hidden(marker)}\n${body}`.slice(0, bodyLimit);
}

/** Whether a job's token wrote this under the marker: a text that only holds the marker somewhere, or is somebody else's, is not it. */
export function isOurs(
  entry: { readonly body?: string | null | undefined; readonly user?: { readonly login: string } | null },
  marker: string,
): boolean {
  return entry.user?.login === bot && (entry.body ?? '').split(/\r?\n/, 1)[0] === hidden(marker);
}

/** The same where people may have written above it: the first mark counts. A line inside of a fence is quoted, and marks nothing. */
export function isOursAnywhere(
  entry: { readonly body?: string | null | undefined; readonly user?: { readonly login: string } | null },
  marker: string,
): boolean {
  if (entry.user?.login !== bot) return false;
  let fence = '';
  for (const line of (entry.body ?? '').split(/\r?\n/)) {
    const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === '' && /^<!-- slipway: [\w.-]+ -->$/.test(line.trim())) return line.trim() === hidden(marker);
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence) && line.trim() === mark) fence = '';
  }
  return false;
}
