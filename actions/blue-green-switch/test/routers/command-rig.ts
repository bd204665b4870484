import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouterAdapter } from '../../src/router.ts';
import { open } from '../../src/routers/command/open.ts';
import { routerContext } from './context.ts';
import { startHaproxy } from './haproxy-rig.ts';
import { type Rig, removeFolder, rigFolder } from './rig.ts';

/** A team's program, as docs/command-router.md has it, in front of a real HAProxy. */
const route = [
  '#!/bin/sh',
  'set -eu',
  'socket=$(dirname "$0")/../admin.sock map=$(dirname "$0")/notes.map',
  'talk() { echo "$1" | socat -t 5 - "UNIX-CONNECT:$socket"; }',
  'answer() { printf \'{"word": "%s", "weights": "percent", "restart": "confirmed", "websockets": "kept"}\\n\' "$1"; }',
  'map=$(readlink -f "$map")',
  'case $SLIPWAY_OPERATION in',
  'read) answer "$(talk "show map $map" | sed -n \'s/^0x[0-9a-f]* live //p\')" ;;',
  'set) said=$(talk "set map $map live $SLIPWAY_WORD"); [ -z "$said" ] ;;',
  'kept) answer "$(sed -n \'s/^live //p\' "$map")" ;;',
  'keep) echo "live $SLIPWAY_WORD" > "$map.new"; sync "$map.new"; mv "$map.new" "$map" ;;',
  'esac',
  '',
].join('\n');

export interface CommandRig extends Rig {
  /** Path of a program with this text. */
  write(text: string): string;
  open(given?: Readonly<Record<string, string>>): Promise<RouterAdapter>;
}

export async function startCommand(): Promise<CommandRig> {
  const haproxy = await startHaproxy();
  await haproxy.adapter.prepare(undefined);
  const folder = rigFolder();
  const [directory = ''] = haproxy.files;
  let count = 0;
  const write = (text: string): string => {
    const path = join(folder, `route-${++count}`);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  };
  const { shell, published, colors } = haproxy;
  const openAs = (given: Readonly<Record<string, string>> = {}): Promise<RouterAdapter> =>
    open(
      routerContext(
        { router: 'command', 'router-url': `http://127.0.0.1:${published.port}`, ...given },
        { name: 'notes', state: folder, shell, published: [published], colors },
      ),
    );
  const program = write(route.replaceAll('$(dirname "$0")', directory));
  const while_ = (broken: string) => async () => {
    writeFileSync(program, broken);
    return async () => writeFileSync(program, route.replaceAll('$(dirname "$0")', directory));
  };
  const asOnly = (operation: string, does: string): string =>
    route
      .replaceAll('$(dirname "$0")', directory)
      .replace('set -eu', `if [ "$SLIPWAY_OPERATION" = ${operation} ]; then ${does}; fi; set -eu`);
  return {
    ...haproxy,
    adapter: await openAs({ 'router-command': program }),
    faults: {
      'it refuses to set': while_(asOnly('set', 'echo no >&2; exit 7')),
      'it is gone': async () => {
        chmodSync(program, 0o644);
        return async () => chmodSync(program, 0o755);
      },
      'it answers something else': while_(asOnly('read', 'echo blue; exit 0')),
    },
    write,
    open: openAs,
    async close() {
      await haproxy.close();
      removeFolder(folder);
    },
  };
}
