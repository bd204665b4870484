import { Failure } from '@slipway/action';
import type { Content } from '../manifest.ts';
import { formatBytes } from '../progress.ts';
import type { Destination } from './store.ts';

/** What a destination says that it has: with a hash where it has read its own bytes again; others compare that of each part as it comes. */
export interface Arrived {
  readonly size: number;
  readonly sha256?: string;
}

/** @throws Failure `checksum` where it is not what was sent */
export function compareArrived(
  arrived: Arrived | undefined,
  sent: Content,
  { folder, where }: Pick<Destination, 'folder' | 'where'>,
): void {
  if (arrived?.size === sent.size && (arrived.sha256 ?? sent.sha256) === sent.sha256) return;
  const there = arrived?.size === sent.size ? 'other bytes stand there' : `${formatBytes(arrived?.size ?? 0)} stand there`;
  throw new Failure('checksum', `${formatBytes(sent.size)} were sent to ${folder} on ${where}, but ${there}.`, {
    state: 'No backup was stored there.',
    hint: 'Check the disk of the destination (dmesg, smartctl).',
  });
}
