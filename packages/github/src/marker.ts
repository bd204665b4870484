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
