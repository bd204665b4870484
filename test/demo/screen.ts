import { formatDuration } from '../../packages/action/src/duration.ts';
import { printable, worthWatching } from './log-lines.ts';

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How often a live line appears where lines cannot be redrawn: a file, a pipe, a CI log. */
const plainEvery = 5000;

/** What a person watches: headings, the action's own log, and at the bottom one line about the users that is redrawn in place. */
export class Screen {
  readonly #out: Terminal;
  readonly #styled: boolean;
  readonly #now: () => number;
  readonly #started: number;
  #live = '';
  #lastPlain = 0;

  constructor(out: Terminal, env: Readonly<Record<string, string | undefined>> = {}, now: () => number = Date.now) {
    this.#out = out;
    this.#styled = out.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
    this.#now = now;
    this.#started = now();
  }

  heading(text: string): void {
    this.line('');
    this.line(this.#style('1', `== ${text}`));
  }

  line(text: string): void {
    const erase = this.#live ? '\r\u001b[2K' : '';
    this.#out.write(`${erase}${text}\n${this.#live}`);
  }

  /** A line of somebody else's log: indented and quiet, its steps not. Control characters of a program must not move the cursor. */
  foreign(text: string): void {
    const clean = printable(text).trimEnd();
    if (!worthWatching(clean)) return;
    const step = /^== (.+)$/.exec(clean)?.[1];
    if (step) this.line(`  ${this.#style('36', step)} ${this.#style('2', `(${formatDuration(this.#now() - this.#started)})`)}`);
    else this.line(`    ${this.#style(/^(error|warning): /.test(clean) ? '33' : '2', clean)}`);
  }

  /** The line at the bottom; an empty text takes it away. */
  live(text: string): void {
    if (!this.#styled) {
      if (text === '' || this.#now() - this.#lastPlain < plainEvery) return;
      this.#lastPlain = this.#now();
      this.line(`  ${text}`);
      return;
    }
    const fitting = text.slice(0, Math.max(20, (this.#out.columns ?? 80) - 3));
    this.#live = fitting === '' ? '' : `  ${this.#style('1', fitting)}`;
    this.#out.write(`\r\u001b[2K${this.#live}`);
  }

  good(text: string): void {
    this.line(this.#style('1;32', text));
  }

  bad(text: string): void {
    this.line(this.#style('1;31', text));
  }

  #style(code: string, text: string): string {
    return this.#styled ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}
