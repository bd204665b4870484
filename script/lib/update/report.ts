import { cell, code, table } from '../../../packages/action/src/markdown.ts';

export interface Change {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970, or 0 where only the age was proven. */
  readonly published: number;
}

/** What a look around found: what it changed, what it left and why, and what a person must look at. */
export class Report {
  readonly changes: Change[] = [];
  readonly left: { what: string; why: string }[] = [];
  readonly attention: { what: string; why: string }[] = [];

  /** As Markdown, for the pull request and the job summary. Nothing in it is trusted: names and messages come from elsewhere. */
  render(): string {
    const rows = (list: readonly { what: string; why: string }[]): string =>
      table(
        ['', ''],
        list.map(({ what, why }) => [code(what), cell(why)]),
      );
    const changes = this.changes.map(({ what, from, to, published }) => [
      code(what),
      code(from),
      code(to),
      published > 0 ? new Date(published).toISOString().slice(0, 10) : 'older than 7 days',
    ]);
    return [
      this.changes.length > 0 ? table(['', 'from', 'to', 'published'], changes) : 'Everything that is pinned is current.',
      ...(this.attention.length > 0 ? ['### A person must look at this', rows(this.attention)] : []),
      ...(this.left.length > 0 ? ['### Left as it is', rows(this.left)] : []),
    ]
      .join('\n\n')
      .concat('\n');
  }
}
