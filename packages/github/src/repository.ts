export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** The parts of `owner/name`; undefined where it is none. A name of dots alone would change the path of a call. */
export function splitRepository(text: string): Repository | undefined {
  const [, owner, repo] = /^([\w-]+)\/(?!\.{1,2}$)([\w.-]+)$/.exec(text) ?? [];
  return owner !== undefined && repo !== undefined ? { owner, repo } : undefined;
}
