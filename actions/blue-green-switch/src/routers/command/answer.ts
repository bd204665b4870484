import type { Color } from '@slipway/docker';
import type { Abilities } from '../../router.ts';

/** What an answer to `read` may say beside the word. */
export interface Said {
  readonly abilities: Abilities;
  /** Requests under way; undefined where the program does not count them. */
  readonly inflight: Readonly<Record<Color, number>> | undefined;
}

const cautious: Abilities = { weights: 'binary', restart: 'set', reserve: false, drain: 'timed', websockets: 'cut' };

/** @returns a sentence where the answer says something that is not known */
export function readAnswer(text: string): Said | string {
  let answer: Record<string, unknown>;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'its answer is no JSON object';
    answer = value as Record<string, unknown>;
  } catch {
    return 'its answer is no JSON';
  }
  const { weights = 'binary', restart = 'set', websockets = 'cut' } = answer;
  if (weights !== 'binary' && weights !== 'percent') return 'weights must be binary or percent';
  if (restart !== 'set' && restart !== 'confirmed') return 'restart must be set or confirmed';
  if (websockets !== 'cut' && websockets !== 'kept') return 'websockets must be cut or kept';
  const inflight = answer['inflight'] === undefined ? undefined : counts(answer['inflight']);
  if (inflight === null) return 'inflight must be numbers for blue and green';
  const drain = inflight === undefined ? 'timed' : 'observed';
  return { abilities: { ...cautious, weights, restart, websockets, drain }, inflight };
}

function counts(value: unknown): Record<Color, number> | null {
  const { blue, green } = Object(value) as Record<string, unknown>;
  return typeof blue === 'number' && typeof green === 'number' ? { blue, green } : null;
}
