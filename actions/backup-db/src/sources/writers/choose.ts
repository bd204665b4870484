import { Failure } from '@slipway/action';
import type { VolumeFacts } from '../../facts.ts';
import type { User } from './users.ts';

export interface Writers {
  /** What the manifest says: the least still of all that is done. */
  readonly writers: VolumeFacts['writers'];
  readonly pause: readonly User[];
  readonly stop: readonly User[];
}

const ways = ['pause', 'stop', 'live'] as const;
type Way = (typeof ways)[number];

const isWay = (text: string): text is Way => (ways as readonly string[]).includes(text);

/**
 * What is done with each container that writes: what was asked for, else what its label says.
 * @throws Failure `volume-in-use` where neither says
 */
export function chooseWriters(what: string, users: readonly User[], asked: Way | undefined): Writers {
  const writing = users.filter(({ writes }) => writes);
  const chosen = writing.map((user) => ({ user, way: asked ?? user.label }));
  const open = chosen.filter(({ way }) => !isWay(way));
  if (open.length > 0) {
    const names = open.map(({ user, way }) => (way ? `${user.name} (slipway.backup: ${way})` : user.name)).join(', ');
    throw new Failure('volume-in-use', `${what} is written to by ${names}, and nothing says what to do with them meanwhile.`, {
      state: 'Nothing was written.',
      hint: 'Give their services the label slipway.backup: pause (or stop; or live, where files are only ever added), or set the input writers.',
    });
  }
  const of = (way: Way): readonly User[] => chosen.flatMap((one) => (one.way === way ? [one.user] : []));
  const writers = ways.findLast((way) => of(way).length > 0) ?? 'still';
  return { writers, pause: of('pause'), stop: of('stop') };
}
