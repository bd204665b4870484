export interface Instruction {
  /** Of its first word, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The instructions of a Dockerfile with continued lines joined; a here-document's body is no instruction. */
export function parseInstructions(dockerfile: string): Instruction[] {
  const instructions: Instruction[] = [];
  const hereDocuments: string[] = [];
  let open: { line: number; text: string } | undefined;
  for (const [index, raw] of dockerfile.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (hereDocuments.length > 0) {
      if (line === hereDocuments[0]) hereDocuments.shift();
    } else if (line !== '' && !line.startsWith('#')) {
      open = { line: open?.line ?? index + 1, text: `${open?.text ?? ''} ${line.replace(/\\$/, '')}` };
      if (line.endsWith('\\')) continue;
      const text = normalize(open.text);
      instructions.push({ line: open.line, text });
      hereDocuments.push(...hereDocumentsOf(text));
      open = undefined;
    }
  }
  return open ? [...instructions, { line: open.line, text: normalize(open.text) }] : instructions;
}

function hereDocumentsOf(text: string): string[] {
  return /^(RUN|COPY|ADD) /.test(text) ? [...text.matchAll(/<<-?["']?(\w+)["']?/g)].map(([, word = '']) => word) : [];
}

function normalize(text: string): string {
  const flat = text.trim().replaceAll(/\s+/g, ' ');
  return flat.replace(/^\w+/, (word) => word.toUpperCase());
}

/**
 * Line of the instruction that a build step names, like `[backend 3/5] RUN pip install`. Older BuildKit does not say it. Undefined where several
 * instructions read alike, or where variables were filled in.
 */
export function lineOfStep(dockerfile: string, step: string): number | undefined {
  const [, text] = /^\[(?:\S+ )?\d+\/\d+\] ([\s\S]+)$/.exec(step) ?? [];
  if (!text) return undefined;
  const wanted = normalize(text);
  const found = parseInstructions(dockerfile).filter((instruction) => instruction.text === wanted);
  return found.length === 1 ? found[0]?.line : undefined;
}
