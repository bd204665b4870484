/** A named list of checks, as plain data. In every text, `{url}` is the input `url`, `{origin}` and `{host}` are parts of it, `{word}` is what stands behind the name. */
export interface Pack {
  readonly checks: readonly PackCheck[];
  /** Taken where nothing stands behind the name; without it, nothing may. */
  readonly word?: string;
  /** It has a meaning for https only. */
  readonly secure?: boolean;
}

export interface PackCheck {
  readonly name: string;
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly redirects?: number;
  readonly conditions: readonly string[];
  /** Besides, all of one of these lists must hold: the grammar has no `or`. */
  readonly either?: readonly (readonly string[])[];
}
