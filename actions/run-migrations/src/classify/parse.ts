import { setFlagsFromString } from 'node:v8';
import { messageOf } from '@slipway/action';
import type { Node } from 'libpg-query';

export type { Node } from 'libpg-query';

export interface Parsed {
  readonly node: Node;
  readonly text: string;
  /** Bytes of the whole before it and the comments ahead of it. */
  readonly at: number;
}

export type Parse = (sql: string) => readonly Parsed[] | { readonly wrong: string };

/**
 * What V8 compiles a second time, better, while a module runs: a plan is judged before that is done, and the process waits at its end for what it
 * never used. `--liftoff-only` means both, but V8 works out what one flag means for others only when it starts.
 */
const onceIsEnough = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

let opened: Promise<Parse> | undefined;

/**
 * PostgreSQL's own parser, once. Its module starts to load when it is imported, so that is done only where something is to be judged: by who knows that
 * early, while the database is asked.
 */
export function openParser(): Promise<Parse> {
  opened ??= load();
  return opened;
}

async function load(): Promise<Parse> {
  for (const flag of onceIsEnough) setFlagsFromString(flag);
  const parser = await import('libpg-query');
  await parser.loadModule();
  return (sql) => {
    if (sql.trim() === '') return [];
    try {
      const bytes = Buffer.from(sql);
      return (parser.parseSync(sql).stmts ?? []).flatMap(({ stmt, stmt_location: from = 0, stmt_len: length = 0 }) =>
        stmt
          ? [
              {
                node: stmt,
                at: from,
                text: bytes
                  .subarray(from, length > 0 ? from + length : undefined)
                  .toString()
                  .trim()
                  .replace(/;$/, ''),
              },
            ]
          : [],
      );
    } catch (error) {
      return { wrong: messageOf(error) };
    }
  };
}
