/** Strings that shells, tools and terminals have stumbled over, put together at random. */
const pieces = [
  ...'abcXYZ019 \t\n\r\v\f\b\u0001\u001b\u007f',
  ...'\'"`$\\|&;<>()[]{}*?~!#%^=:,@+-_./',
  '$(touch /tmp/pwned)',
  '`id`',
  '${HOME}',
  '$HOME',
  "'; rm -rf / #",
  '\\\\',
  '\\n',
  '\\0101',
  '%s%n',
  '\n\n',
  ' \n',
  '--',
  '-n',
  '-e',
  '&&',
  '||',
  '$((1/0))',
  '{a,b}',
  '~root',
  '!!',
  'é',
  '日本語',
  '👩‍🚀',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\u{10ffff}',
];

export function hostileString(random: () => number): string {
  const length = Math.floor(random() ** 3 * 24);
  let text = '';
  for (let index = 0; index < length; index++) text += pieces[Math.floor(random() * pieces.length)] ?? '';
  return text;
}

/** Every character of one byte but NUL, and newlines at every place where something might trim them. */
export const everyByte = `\n \n${String.fromCharCode(...Array.from({ length: 255 }, (_, index) => index + 1))}\n\n`;
