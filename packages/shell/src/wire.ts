import { Failure } from '@slipway/action';

/**
 * What the server's `sh` runs for every command. It reads one encoded word a line up to an empty line, and then starts the program, which gets
 * the rest of standard input. At the deadline timeout(1) ends the program's process group; what ignores that is killed. So arguments and secrets pass no second shell, and appear on no command line of the connection.
 * There is no quote and no backslash in it: every login shell hands it on unchanged.
 */
export const receiver = [
  'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; set --; t=; while IFS= read -r l && [ -n "$l" ]; do v=$(printf %bx "${l#?}"); v=${v%x};',
  'case $l in a*) set -- "$@" "$v";; e*) export "$v";; d*) cd -- "$v" || exit 78;; t*) t=$v;; esac; done;',
  'timeout -k 5 "$t" "$@" <&0 & p=$!; wait "$p"; c=$?;',
  'if [ "$c" = 124 ] || [ "$c" = 137 ]; then for n in 1 2 3; do kill -0 -- "-$p" || break; sleep 1; done; kill -9 -- "-$p"; fi 2>/dev/null; exit "$c"',
].join(' ');

/** The variable by which the processes of an order are found again on the server. */
export const orderVariable = 'SLIPWAY_ORDER';

/** id signal: what ends the processes of an order, also those that left its process group. */
export const endScript = [
  'for d in /proc/[0-9]*; do if tr "\\0" "\\n" 2>/dev/null <"$d/environ" | grep -qxF -- "$1"; then echo "${d#/proc/}"; fi; done > /dev/null',
].join(' ');

export interface Order {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  /** Milliseconds after which the server itself ends the program. */
  readonly deadline: number;
}

/** The order for one program as the receiver reads it: ASCII only, so that no shell's idea of characters matters. */
export function encodeOrder(order: Order): string {
  const lines = [
    ...Object.entries(order.env ?? {}).map(([name, value]) => `e${encode(`${variable(name)}=${value}`)}`),
    ...(order.cwd ? [`d${encode(order.cwd)}`] : []),
    `t${Math.ceil(order.deadline / 1000)}`,
    ...order.argv.map((word) => `a${encode(word)}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

function variable(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Failure('bad-input', `'${name}' is no name of an environment variable.`);
  return name;
}

function encode(text: string): string {
  if (text.includes('\0')) throw new Failure('bad-input', 'An argument holds a NUL character, which no program can receive.');
  let encoded = '';
  for (const byte of Buffer.from(text)) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x5c;
    encoded += plain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`;
  }
  return encoded;
}
