/** What buildx's plain progress says about a failure. */
export interface BuildError {
  /** Title of the step, like `[2/3] RUN pip install`; undefined where no step failed. */
  readonly step: string | undefined;
  /** The last message, without its prefixes. */
  readonly message: string;
  /** Output of the failing step, as far as buildx repeated it. */
  readonly output: readonly string[];
  readonly line: number | undefined;
}

const rule = /^-{6}$/;
const stepHeading = /^ > (.*):$/;

/** Reads the end of buildx's standard error. */
export function readBuildError(lines: readonly string[]): BuildError {
  const last = lines.findLast((line) => /^ERROR: /.test(line)) ?? lines.findLast((line) => line.trim() !== '') ?? '';
  const message = last
    .replace(/^ERROR: /, '')
    .replace(/^failed to build: /, '')
    .replace(/^failed to solve: /, '');
  const start = lines.findLastIndex((line) => stepHeading.test(line));
  const step = start < 0 ? undefined : stepHeading.exec(lines[start] ?? '')?.[1];
  const output: string[] = [];
  for (const line of start < 0 ? [] : lines.slice(start + 1)) {
    if (rule.test(line)) break;
    output.push(line.replace(/^\d+\.\d+ /, ''));
  }
  return { step, message: shorten(message), output: output.slice(-20), line: lineIn(lines.slice(Math.max(0, start)), message) };
}

/** Wrappings that say nothing to the author of a Dockerfile. */
function shorten(message: string): string {
  const wrapping =
    /^(rpc error: code = \w+ desc = |failed to solve with frontend \S+: |failed to create LLB definition: |failed to solve: )/;
  let rest = message;
  while (wrapping.test(rest)) rest = rest.replace(wrapping, '');
  return rest;
}

function lineIn(lines: readonly string[], message: string): number | undefined {
  const parse = /dockerfile parse error (?:on )?line (\d+)/i.exec(message)?.[1];
  const excerpt = lines.map((line) => /^\S*:(\d+)$/.exec(line)?.[1]).find((number) => number !== undefined);
  const number = Number(parse ?? excerpt);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
