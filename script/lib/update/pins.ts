/** An action of somebody else, pinned by commit with its version as comment. */
export interface Pin {
  /** `actions/checkout`; a path inside of the repository is not part of it. */
  readonly repository: string;
  readonly commit: string;
  /** `v5.0.0` */
  readonly version: string;
}

const pattern = /(\buses:\s*["']?)([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@([0-9a-f]{40})(["']?\s+#\s*)(v\d+(?:\.\d+){0,2})(?![\w.])/g;

/** Pins of a workflow, an action.yml or a page with examples, each once. */
export function readPins(text: string): Pin[] {
  const pins = new Map<string, Pin>();
  for (const [, , repository = '', , commit = '', , version = ''] of text.matchAll(pattern)) {
    pins.set(`${repository}@${commit} ${version}`, { repository, commit, version });
  }
  return [...pins.values()];
}

/** The text with every pin of `from` naming the commit and the version of `to`; not a byte else. */
export function replacePin(text: string, from: Pin, to: Pin): string {
  return text.replaceAll(pattern, (whole: string, ...parts: string[]) => {
    const [uses = '', repository = '', path = '', commit = '', between = '', version = ''] = parts;
    if (repository !== from.repository || commit !== from.commit || version !== from.version) return whole;
    return `${uses}${to.repository}${path}@${to.commit}${between}${to.version}`;
  });
}
