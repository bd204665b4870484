/**
 * What is no statement's form: comments, names in quotes (which stay), strings and dollar-quoted strings; one that is not closed goes to the end. Read by
 * JavaScript and by Python, so it holds no backtick, no dollar before a brace and no three quotes in a row.
 */
export const valuesPattern = String.raw`--[^\n]*|/\*[\s\S]*?\*/|"[^"]*"|\b[eE]'(?:\\[\s\S]|''|[^'\\])*(?:'|$)|'[^']*(?:'|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)`;

const pattern = new RegExp(valuesPattern, 'g');

/** A statement with its literals left out: they may be secrets. Numbers stay. */
export function withoutValues(sql: string): string {
  return sql.replace(pattern, (found) => {
    if (found.startsWith('"')) return found;
    return /^(--|\/\*)/.test(found) ? '' : "'...'";
  });
}

/** `can't`, `server's`: no string begins there. */
const apostrophe = /(?<=[A-Za-z]{2})'(?=(?:s|t|d|m|re|ve|ll)\b)/g;
const statement =
  /^\s*[(,'$]|\b(?:select|insert|update|delete|merge|values|set|create|alter|drop|comment|copy|do|call|grant|execute|where)\b/i;

/** What a program said, where lines may quote statements. */
export function linesWithoutValues(text: string): string {
  const hide = (line: string): string =>
    withoutValues(line.replaceAll(apostrophe, '\u2019').replaceAll('--', '\u0000')).replaceAll('\u0000', '--').replaceAll('\u2019', "'");
  return text
    .split('\n')
    .map((line) => (statement.test(line) ? hide(line) : line))
    .join('\n');
}
