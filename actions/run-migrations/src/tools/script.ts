import type { Allow } from '../classify/hazard.ts';
import type { Node, Parse } from '../classify/parse.ts';
import type { Plan } from '../plan.ts';
import type { Known } from './adapter.ts';

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
  return (
    script.wrong !== undefined || script.statements.some(({ node }) => 'TransactionStmt' in node && endsTransaction(node.TransactionStmt))
  );
}

const inner = new Set(['TRANS_STMT_SAVEPOINT', 'TRANS_STMT_RELEASE', 'TRANS_STMT_ROLLBACK_TO']);

function endsTransaction({ kind }: { readonly kind?: string }): boolean {
  return kind === undefined || !inner.has(kind);
}

const committing = ['DoStmt', 'CallStmt', 'VacuumStmt', 'ReindexStmt'];

/** Whether a message of this one statement may commit a part by itself: with nothing beside it, the server makes no transaction around it. */
export function commitsAlone({ statements }: Script): boolean {
  const [only, ...others] = statements;
  if (!only || others.length > 0) return false;
  return committing.some((name) => name in only.node) || JSON.stringify(only.node).includes('"concurrent":true');
}

/** Whether it changes the schema: that it is as before says then that nothing of it was committed. */
export function leavesTrace({ statements }: Script): boolean {
  return statements.some(({ node }) =>
    /^(Create|Alter|Drop|Rename|Index|View|Define)(?!\w*(Role|Database|Privileges|System))\w*Stmt$/.test(Object.keys(node)[0] ?? ''),
  );
}

/** How the tool runs the SQL of a direction. */
export function formOf(known: Known, direction: Plan['direction']): Known['form'] {
  return direction === 'upgrade' ? known.form : (known.downForm ?? known.form);
}

/** Whether what it did may stand although it failed, or although nobody saw its end. */
export function isLoose(known: Known, direction: Plan['direction'], parse: Parse): boolean {
  const text = direction === 'upgrade' ? known.sql : known.down;
  const form = formOf(known, direction);
  if (form === 'none' || known.unseen !== undefined || !text) return true;
  const script = readScript(text, parse);
  return breaksOut(script) || (form === 'text' && commitsAlone(script));
}

function lines(text: string): number {
  return text.split('\n').length - 1;
}
