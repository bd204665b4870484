import { Failure } from '@slipway/action';
import type { Ended, ModeContext } from '../mode.ts';
import { bringBack } from './give-back.ts';
import { type Original, readRecord } from './record.ts';

/** What a takeover in the middle means, and what ends it; undefined for one that came to its end. */
export function tellUnfinished(name: string, original: Original | undefined): string | undefined {
  switch (original?.phase) {
    case 'taking':
      return `The takeover of ${name} (${original.version}) is in the middle: a run is at it, or was lost. Users are served by the containers that docker compose up started, by HAProxy, or by both. Mode deploy goes on with it; mode abort brings the original back.`;
    case 'returning':
      return `${name} is being given back to the containers of before (${original.version}), and that is in the middle: a run is at it, or was lost. Mode give-back goes on with it; mode deploy keeps HAProxy instead.`;
    default:
      return undefined;
  }
}

/** Mode abort, where a takeover is in the middle: the original serves as before. Undefined where none is. @throws Failure `takeover-unfinished` */
export async function abortTakeover(context: ModeContext): Promise<Ended | undefined> {
  const { shell } = context.ports;
  const { name, state } = context.application;
  const original = await readRecord(shell, state);
  if (original?.phase === 'taking') return bringBack(context, original, 'aborted');
  const told = tellUnfinished(name, original);
  if (told === undefined) return undefined;
  // Users may be on either already, and both ways on are somebody's wish: nobody should have to guess which one abort is.
  throw new Failure('takeover-unfinished', `${name} on ${shell.where} is half given back, which is no release that could be aborted.`, {
    state: 'Nothing was changed.',
    hint: told,
  });
}
