export interface Section {
  /** `1.2.3`. */
  readonly version: string;
  /** `2026-11-20`, or undefined where it is not a date, like `unreleased`. */
  readonly date: string | undefined;
  readonly body: string;
}

/** Sections of a changelog, as they stand: `## 1.2.3, 2026-11-20`. */
export function readSections(changelog: string): Section[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      const [version = '', date = ''] = heading.split(',').map((word) => word.trim());
      return { version, date: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined, body: lines.join('\n').trim() };
    });
}

/** Major tags that docs/publishing.md has a plan for: rows of its table that begin with a code like `v1`. */
export function readPlans(document: string): string[] {
  return [...document.matchAll(/^\|\s*`(v\d+)`\s*\|/gm)].map(([, tag = '']) => tag);
}
