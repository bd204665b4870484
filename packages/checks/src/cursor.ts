import { ConditionError } from './condition.ts';

/** A place in the text of a condition. */
export class Cursor {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character here; empty at the end. */
  get here(): string {
    return this.text.charAt(this.position);
  }

  get rest(): string {
    return this.text.slice(this.position);
  }

  /** Takes `expected` where it stands here. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.position)) return false;
    this.position += expected.length;
    return true;
  }

  /** Takes characters as long as they are of a kind. */
  takeWhile(kind: (character: string) => boolean): string {
    const start = this.position;
    while (this.position < this.text.length && kind(this.here)) this.position++;
    return this.text.slice(start, this.position);
  }

  skipSpaces(): void {
    this.takeWhile(isSpace);
  }

  fail(problem: string, position = this.position, suggestion?: string): never {
    throw new ConditionError(this.text, Math.min(position, this.text.length), problem, suggestion);
  }
}

export function isSpace(character: string): boolean {
  return character === ' ' || character === '\t';
}
