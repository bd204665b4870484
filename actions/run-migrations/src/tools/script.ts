import type { Allow } from '../classify/hazard.ts';
import type { Node, Parse } from '../classify/parse.ts';

export interface Statement {
  readonly sql: string;
  /** Where it starts in its file. */
  readonly line: number;
  readonly node: Node;
}

/** A file of SQL, read by PostgreSQL's own parser. */
export interface Script {
  readonly statements: readonly Statement[];
  /** Why it cannot be read. */
  readonly wrong: string | undefined;
  readonly allows: readonly Allow[];
}

export function readScript(text: string, parse: Parse): Script {
  const parsed = parse(text);
  const allows = allowsIn(text);
  if ('wrong' in parsed) return { statements: [], wrong: parsed.wrong, allows };
  const bytes = Buffer.from(text);
  let from = 0;
  let line = 1;
  const statements = parsed.map(({ node, text: sql, at }) => {
    line += lines(bytes.subarray(from, at).toString());
    from = at;
    // The parser counts what stands ahead of a statement as a part of it.
    const gap = /^\s*/.exec(bytes.subarray(at, at + 4096).toString())?.[0] ?? '';
    const ahead = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0] ?? '';
    return { sql: sql.slice(ahead.length), line: line + lines(gap) + lines(ahead), node };
  });
  return { statements, wrong: undefined, allows };
}

/** `-- slipway: allow rule because reason` */
function allowsIn(text: string): readonly Allow[] {
  return text.split('\n').flatMap((line, index) => {
    const [, rule, reason = ''] = /--\s*slipway:\s*allow\s+([a-z][a-z0-9-]*)(?:\s+because\s+(\S.*))?/.exec(line) ?? [];
    return rule === undefined ? [] : [{ rule, reason: reason.trim().slice(0, 300), line: index + 1 }];
  });
}

/** Whether a part may stand when the rest fails, although the whole is one message or has a transaction around it. */
export function breaksOut(script: Script): boolean {
  return script.wrong !== undefined || script.statements.some(({ node }) => 'TransactionStmt' in node);
}

function lines(text: string): number {
  return text.split('\n').length - 1;
}
