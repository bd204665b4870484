/** A cell that cannot break out of its table, start a tag or hide a link behind other words. */
export function cell(text: string | number): string {
  return String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\\', '&#92;')
    .replaceAll('|', '\\|')
    .replaceAll('`', '&#96;')
    .replaceAll('[', '&#91;')
    .replaceAll(/\r?\n|\r/g, '<br>');
}

/** Inline code that any text can stand in. */
export function code(text: string): string {
  // A table takes the backslash before a bar for its own, and code has no other way to write one.
  if (/\\\|/.test(text)) return `<code>${cell(text)}</code>`;
  const safe = text.replaceAll('|', '\\|').replaceAll(/\r?\n|\r/g, ' ');
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${safe} ${fence}` : `\`${safe}\``;
}

/** A table; cells that are already Markdown are passed as they are, so callers escape with `cell` or `code`. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A command to copy. */
export function block(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
