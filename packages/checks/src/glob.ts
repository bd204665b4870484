/** Longer patterns are refused when a condition is parsed. */
export const longestGlob = 500;

/**
 * True where the whole text is as the pattern says: `*` stands for any text, `?` for one character. With a `?`, every
 * state of the pattern is one bit and every character of the text is looked at once. The time grows with the text and never explodes, whatever a
 * server answers.
 */
export function matchGlob(glob: string, text: string): boolean {
  return glob.includes('?') ? matchStates(glob, text) : matchPieces(glob.split('*'), text);
}

/** Pieces of text with anything between them: the first at the start, the last at the end, each of the others as early as it occurs. */
function matchPieces(pieces: readonly string[], text: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - at >= last.length && text.endsWith(last);
}

function matchStates(glob: string, text: string): boolean {
  const { size, words, loops, any, masks } = compile(glob);
  let state = new Uint32Array(words);
  let next = new Uint32Array(words);
  state[0] = 1;
  for (let index = 0; index < text.length; index++) {
    const mask = masks.get(text.charCodeAt(index)) ?? any;
    let carry = 0;
    let alive = 0;
    for (let word = 0; word < words; word++) {
      const now = state[word] ?? 0;
      const moved = now & (mask[word] ?? 0);
      const after = (moved << 1) | carry | (now & (loops[word] ?? 0));
      carry = moved >>> 31;
      next[word] = after;
      alive |= after;
    }
    if (alive === 0) return false;
    [state, next] = [next, state];
  }
  return (((state[size >> 5] ?? 0) >>> (size & 31)) & 1) === 1;
}

interface Machine {
  /** Tokens in the pattern; state n means that n of them are matched. */
  readonly size: number;
  readonly words: number;
  /** States in which any text may pass. */
  readonly loops: Uint32Array;
  /** States that every character moves on. */
  readonly any: Uint32Array;
  /** For each character of the pattern, the states that it moves on. */
  readonly masks: ReadonlyMap<number, Uint32Array>;
}

function compile(glob: string): Machine {
  const tokens = glob.replaceAll('*', '');
  const words = (tokens.length >> 5) + 1;
  const loops = new Uint32Array(words);
  const any = new Uint32Array(words);
  let place = 0;
  for (const character of glob.split('')) {
    if (character === '*') mark(loops, place);
    else {
      if (character === '?') mark(any, place);
      place++;
    }
  }
  const masks = new Map<number, Uint32Array>();
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index] === '?') continue;
    const code = tokens.charCodeAt(index);
    const mask = masks.get(code) ?? any.slice();
    mark(mask, index);
    masks.set(code, mask);
  }
  return { size: tokens.length, words, loops, any, masks };
}

function mark(set: Uint32Array, place: number): void {
  set[place >> 5] = (set[place >> 5] ?? 0) | (1 << (place & 31));
}
