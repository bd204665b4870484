export interface State {
  releases: {
    id: number;
    tag_name: string;
    draft: boolean;
    immutable: boolean;
    notes: string;
    assets: Record<string, string>;
  }[];
  pulls: { number: number; head: string; body: string }[];
  /** Other people's actions: their releases, and the commits of their tags. */
  actions: Record<string, { releases: object[]; commits: Record<string, string> }>;
  /** Whether new releases become immutable: the setting of the repository. */
  immutable: boolean;
  /** Calls that hold one of these words fail. */
  refuse: string[];
}
