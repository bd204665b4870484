import { badInputs, parseDuration } from '@slipway/action';
import type { Share } from './options.ts';

/** Milliseconds that a share may be held: enough to be measured, and less than a watch may take. */
const shortest = 1000;
const longest = 55 * 60_000;

const example = 'Example: steps: 10@2m, 50@2m, 100';

/**
 * Shares of the traffic before all of it, from `10@2m, 50@2m, 100`: percent, and how long each is watched. The last one is 100 and has no time: the
 * bake watches it. @throws Failure `bad-input`
 */
export function parseSteps(text: string, weights: 'binary' | 'percent'): Share[] {
  const wrong = (message: string): Error => badInputs([{ input: 'steps', message: `${message}. ${example}` }]);
  const words = text.split(',').map((word) => word.trim());
  if (words.pop() !== '100') throw wrong("must end with 100, without a time: how long that is watched is 'bake-time'");
  if (words.length > 0 && weights === 'binary') throw wrong('needs a router that can give a colour a share of the traffic');
  let before = 0;
  return words.map((word) => {
    const [, percent = '', time = ''] = /^(\d{1,2})\s*@\s*(\S+)$/.exec(word) ?? [];
    const share = Number(percent);
    const hold = parseDuration(time);
    if (share < 1 || hold === undefined) throw wrong(`'${word}' is not a share like 10@2m: 1 to 99 percent, and a time`);
    if (hold < shortest || hold > longest) throw wrong(`'${word}' is held for less than a second, or more than 55 minutes`);
    if (share <= before) throw wrong(`${share} does not come after ${before}: shares grow`);
    before = share;
    return { share, hold };
  });
}
