// GitHub's own language service as referee over workflows. It runs in a process of its own: its packages import JSON in a way that Node allows only
// with a hook, and Jest not at all.
import { join } from 'node:path';
import { root } from '../../../script/lib/workspace.ts';
import { run } from '../../target/docker.ts';

export interface Document {
  readonly path: string;
  readonly text: string;
}

export interface Diagnostic {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface Request {
  readonly documents: readonly Document[];
  /** Files that stand in for those of the work tree, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the language service says of each document. References to the suite, however written, lead to the work tree or to `files`. */
export async function validate(documents: readonly Document[], files: Request['files'] = {}): Promise<Diagnostic[]> {
  const script = join(root, 'test/workflows/static/languageservice-process.ts');
  const request: Request = { documents, files };
  const ran = await run([process.execPath, script], { input: JSON.stringify(request), timeoutSeconds: 60 });
  if (ran.code !== 0) throw new Error(`the language service ended with ${ran.code}:\n${ran.stderr}`);
  return JSON.parse(ran.stdout) as Diagnostic[];
}
