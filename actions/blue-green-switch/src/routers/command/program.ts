import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';
import type { Program } from '../../program.ts';

/** `call OPERATION [WORD]` leaves what the program said in `out`; `answered OPERATION` prints the word of it. */
const functions = [
  'call() { out=$(SLIPWAY_OPERATION=$1 SLIPWAY_WORD=${2-} timeout -k 2 "$router_limit" "$router_command" </dev/null 8>&-); code=$?',
  '  case $code in 0) return 0;;',
  '    124 | 137) echo "$router_command did not end within $router_limit s for SLIPWAY_OPERATION=$1" >&2;;',
  '    126 | 127) echo "$router_command cannot be run (exit code $code)" >&2;;',
  '    *) echo "$router_command ended with code $code for SLIPWAY_OPERATION=$1" >&2;; esac; return 1; }',
  'answered() { call "$1" || return 1',
  '  word=$(printf %s "$out" | tr "\\n\\r" "  " | sed -n \'s/^ *{.*"word" *: *"\\([a-z0-9_]*\\)".*} *$/\\1/p\')',
  '  if printf "%s\\n" "$word" | grep -qxE "none|(blue|green)(_(trial|[1-9][0-9]?))?"; then echo "$word"; return 0; fi',
  '  echo "$router_command answered SLIPWAY_OPERATION=$1 with $(printf %s "${out:-nothing}" | head -c 200), where {\\"word\\": \\"blue\\"} or the like was expected" >&2; return 1; }',
  'route_read() { answered read; }',
  'route_set() { call set "$1"; }',
  'route_kept() { answered kept; }',
  'route_keep() { call keep "$1"; }',
].join('\n');

export interface CommandProgramOptions {
  readonly command: string;
  /** Milliseconds that one call of it may take. */
  readonly timeout: number;
  readonly project: string;
  readonly published: readonly Published[];
  readonly address: (color: Color, published: Published) => Address;
}

export function commandProgram({ command, timeout, project, published, address }: CommandProgramOptions): Program {
  const addresses = (color: Color): string => published.map((one) => `${one.port}=${text(address(color, one))}`).join(' ');
  return {
    functions,
    variables: {
      router_command: command,
      router_limit: String(Math.max(1, Math.ceil(timeout / 1000))),
      SLIPWAY_PROJECT: project,
      SLIPWAY_BLUE: addresses('blue'),
      SLIPWAY_GREEN: addresses('green'),
    },
  };
}

function text(address: Address): string {
  return 'path' in address ? `unix:${address.path}` : `${address.host}:${address.port}`;
}
