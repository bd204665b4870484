import { Failure } from '@slipway/action';

/**
 * What the server's `sh` runs for every command. It reads one encoded word a line up to an empty line, and then becomes the program, which gets
 * the rest of standard input. So arguments and secrets pass no second shell, and appear on no command line of the connection.
 * There is no quote and no backslash in it: every login shell hands it on unchanged.
 */
export const receiver = [
  'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; set --; t=; while IFS= read -r l && [ -n "$l" ]; do v=$(printf %bx "${l#?}"); v=${v%x};',
  'case $l in a*) set -- "$@" "$v";; e*) export "$v";; d*) cd -- "$v" || exit 78;; t*) t=$v;; esac; done;',
  'if [ -n "$t" ]; then exec timeout -k 5 "$t" "$@"; fi; exec "$@"',
].join(' ');

/** The variable by which the processes of an order are found again on the server. */
export const orderVariable = 'SLIPWAY_ORDER';

/** id: ends every process of an order, also one that left the process group. Its environment still names the order. */
export const endScript = [
  `pids() { grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }; id="${orderVariable}=$1";`,
  'for p in $(pids "$id"); do kill "$p"; done; for n in 1 2; do [ -n "$(pids "$id")" ] || exit 0; sleep 1; done; for p in $(pids "$id"); do kill -9 "$p"; done',
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
