/** The files through which a step talks to the runner, read as strictly as the runner reads them (FileCommandManager.cs of actions/runner). */

/** @throws Error what fails the step: neither `NAME=VALUE` nor a complete heredoc */
export function parseAssignments(content: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = new LineReader(content);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.text === '') continue;
    const equals = line.text.indexOf('=');
    const heredoc = line.text.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      const name = line.text.slice(0, equals);
      if (name === '') throw new Error(`Invalid format '${line.text}'. Name must not be empty`);
      values[name] = line.text.slice(equals + 1);
    } else if (heredoc >= 0) {
      const [name, delimiter] = [line.text.slice(0, heredoc), line.text.slice(heredoc + 2)];
      if (name === '' || delimiter === '') throw new Error(`Invalid format '${line.text}'. Name and delimiter must not be empty`);
      values[name] = readHeredoc(lines, delimiter);
    } else throw new Error(`Invalid format '${line.text}'`);
  }
  return values;
}

function readHeredoc(lines: LineReader, delimiter: string): string {
  let value = '';
  let newline = '';
  for (let line = lines.next(); ; line = lines.next()) {
    if (line === undefined) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
    if (line.text === delimiter) return value;
    if (line.newline === '') throw new Error('Invalid value. EOF value must be followed by a newline');
    value += newline + line.text;
    newline = line.newline;
  }
}

class LineReader {
  #rest: string;

  constructor(text: string) {
    this.#rest = text;
  }

  next(): { text: string; newline: string } | undefined {
    if (this.#rest === '') return undefined;
    const [, text = '', newline = ''] = /^([^\r\n]*)(\r\n|\r|\n|$)/.exec(this.#rest) ?? [];
    this.#rest = this.#rest.slice(text.length + newline.length);
    return { text, newline };
  }
}

/** The runner throws a larger summary away as a whole. */
const summaryLimit = 1024 * 1024;

export function keepSummary(content: string): { summary: string; problem?: string } {
  const size = Buffer.byteLength(content);
  if (size <= summaryLimit) return { summary: content };
  return {
    summary: '',
    problem: `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(size / 1024)}k`,
  };
}
