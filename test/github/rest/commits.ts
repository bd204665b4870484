/** The history that comparisons and refs are answered from. */
export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
}

export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'identical' | 'diverged';
  /** Commits that only the head has, oldest first. */
  readonly ahead: readonly Commit[];
  readonly behindBy: number;
  readonly mergeBase: Commit;
}

export class Commits {
  readonly #commits = new Map<string, Commit>();
  readonly #refs = new Map<string, string>();
  readonly #branches = new Set<string>();
  /** Branches with a protection rule. */
  readonly protectedBranches = new Set<string>();
  readonly defaultBranch: string;

  constructor(defaultBranch: string) {
    this.defaultBranch = defaultBranch;
  }

  /** Adds a commit and moves a branch to it. Without `parents` it follows the branch, or the default branch where that is new. */
  add(sha: string, options: { parents?: readonly string[]; branch?: string; message?: string } = {}): Commit {
    if (!/^[0-9a-f]{40}$/.test(sha)) throw new Error(`A commit is 40 hexadecimal digits, not ${sha}.`);
    const branch = options.branch ?? this.defaultBranch;
    const before = this.#refs.get(branch) ?? this.#refs.get(this.defaultBranch);
    const parents = options.parents ?? (before ? [before] : []);
    for (const parent of parents) if (!this.#commits.has(parent)) throw new Error(`${sha} has a parent that is not known: ${parent}.`);
    const commit = { sha, parents, message: options.message ?? `Commit ${sha.slice(0, 7)}` };
    this.#commits.set(sha, commit);
    this.#refs.set(branch, sha);
    this.#branches.add(branch);
    return commit;
  }

  /** Names a commit: a tag, or a branch that stands elsewhere. */
  setRef(name: string, sha: string): void {
    if (!this.#commits.has(sha)) throw new Error(`${name} cannot name ${sha}: there is no such commit.`);
    this.#refs.set(name, sha);
  }

  /** A branch, a tag, a full ref or a commit, also a shortened one. */
  resolve(ref: string): Commit | undefined {
    const name = ref.replace(/^(refs\/)?(heads|tags)\//, '');
    const named = this.#commits.get(this.#refs.get(name) ?? ref);
    if (named || !/^[0-9a-f]{7,39}$/.test(ref)) return named;
    const found = [...this.#commits.values()].filter((commit) => commit.sha.startsWith(ref));
    return found.length === 1 ? found[0] : undefined;
  }

  /** Names of the branches, in the order of their alphabet. */
  branches(): string[] {
    return [...this.#branches].sort();
  }

  isBranch(ref: string): boolean {
    return this.#refs.has(ref.replace(/^(refs\/)?heads\//, ''));
  }

  /** Undefined where the two have no commit in common. */
  compare(base: Commit, head: Commit): Comparison | undefined {
    const [ofBase, ofHead] = [this.#history(base), this.#history(head)];
    const ahead = [...ofHead].filter((commit) => !ofBase.has(commit)).reverse();
    const behindBy = [...ofBase].filter((commit) => !ofHead.has(commit)).length;
    const mergeBase = [...ofHead].find((commit) => ofBase.has(commit));
    if (!mergeBase) return undefined;
    const status = ahead.length === 0 ? (behindBy === 0 ? 'identical' : 'behind') : behindBy === 0 ? 'ahead' : 'diverged';
    return { status, ahead, behindBy, mergeBase };
  }

  /** A commit and everything before it, nearest first. */
  #history(start: Commit): Set<Commit> {
    const seen = new Set([start]);
    for (const commit of seen) {
      for (const sha of commit.parents) {
        const parent = this.#commits.get(sha);
        if (parent) seen.add(parent);
      }
    }
    return seen;
  }
}
