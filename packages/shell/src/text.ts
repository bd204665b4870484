import { redact } from '@slipway/action';

/** The last lines of a program's output, for an error message. */
export function lastLines(text: string, count = 12): string {
  const lines = text.trimEnd().split(/\r?\n/);
  return redact(lines.slice(-count).join('\n'));
}

/** A command as a person would type it, cut to a readable length. Only for messages. */
export function commandLine(argv: readonly string[]): string {
  const words = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
  const line = redact(words.join(' ').replaceAll('\n', ' '));
  return line.length > 160 ? `${line.slice(0, 157)}...` : line;
}

/** Splits a byte stream into lines as they come: at line feeds, and at the carriage returns of progress displays. */
export function lineSplitter(onLine: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  const decoder = new TextDecoder();
  let rest = '';
  // A carriage return at the end of a chunk may be half of a line end.
  let half = '';
  return {
    push(chunk) {
      const text = half + decoder.decode(chunk, { stream: true });
      half = text.endsWith('\r') ? '\r' : '';
      const lines = text.slice(0, text.length - half.length).split(/\r?\n|\r/);
      const last = lines.pop() ?? '';
      for (const line of lines) {
        onLine(rest + line);
        rest = '';
      }
      rest += last;
    },
    end() {
      if (rest) onLine(rest);
      rest = '';
    },
  };
}
