import type { Allow } from '../../classify/hazard.ts';

/** A change set as its file has it. */
export interface Source {
  /** Where it starts. */
  readonly line: number;
  /** The lines of its file without those of others, each where it stands. */
  readonly text: string;
  /** Whether it is SQL as it stands. */
  readonly plain: boolean;
  readonly transaction: boolean;
  /** Runs again whenever Liquibase runs, or whenever it changes. */
  readonly always: boolean;
  readonly onChange: boolean;
  readonly allows: readonly Allow[];
  /** Whether it may have been applied with this checksum. */
  accepts(checksum: string): boolean;
}

export interface Key {
  readonly id: string;
  readonly author: string;
}

/** Where a change set starts, in each of the formats. */
const starts: Readonly<Record<string, RegExp>> = {
  sql: /^[ \t]*--[ \t]*changeset[ \t]/gim,
  xml: /<changeSet\b/g,
  yaml: /^[ \t]*-[ \t]+["']?changeSet["']?[ \t]*:/gm,
  json: /"changeSet"\s*:/g,
};

/** @returns undefined where the file does not show it in a form that is known here */
export function findSource(path: string, text: string, key: Key): Source | undefined {
  const [, ending = ''] = /\.(\w+)$/.exec(path.toLowerCase()) ?? [];
  const format = ending === 'yml' ? 'yaml' : ending;
  const start = starts[format];
  if (!start) return undefined;
  const at = [...text.matchAll(start)].map(({ index }) => index);
  const parts = at.map((from, index) => ({ from, part: text.slice(from, at[index + 1]) }));
  const found = parts.find(({ part }) => isOf(part, format, key));
  return found && sourceOf(text, found.from, format === 'xml' ? endOf(found.part) : found.part, format);
}

function endOf(part: string): string {
  const end = part.indexOf('</changeSet>');
  return end < 0 ? part : part.slice(0, end);
}

function isOf(part: string, format: string, { id, author }: Key): boolean {
  if (format === 'sql') {
    const [, writer = '', name = ''] = /changeset[ \t]+("[^"\n]+"|[^\s:"]+):[ \t]*("[^"\n]+"|\S+)/i.exec(part) ?? [];
    return bare(writer) === author && bare(name) === id;
  }
  const head = format === 'xml' ? part.slice(0, part.indexOf('>')) : part;
  return firstOf(head, 'id') === id && firstOf(head, 'author') === author;
}

const bare = (text: string): string => text.replace(/^"(.*)"$/, '$1');

/** The first value of a name: `id="1"`, `id: 1`, `"id": "1"`. */
function firstOf(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s{,"'])${name}["']?\\s*[:=]\\s*(?:"([^"]*)"|'([^']*)'|([^\\n,}>#]+))`).exec(text);
  const [, double, single, plain] = found ?? [];
  return double ?? single ?? plain?.trim();
}

function sourceOf(text: string, from: number, part: string, format: string): Source {
  const before = text.slice(0, from).split('\n').length - 1;
  const line = before + 1;
  const head = format === 'sql' ? (part.split('\n')[0] ?? '') : part;
  const says = (name: string, value: string): boolean => new RegExp(`\\b${name}["']?\\s*[:=]\\s*["']?${value}\\b`, 'i').test(head);
  return {
    line,
    text: '\n'.repeat(before) + part,
    // Another delimiter, or a value that is put in, is text that the server never sees.
    plain: format === 'sql' && !part.includes('${') && !/endDelimiter:/i.test(head),
    transaction: !says('runInTransaction', 'false'),
    always: says('runAlways', 'true'),
    onChange: says('runOnChange', 'true'),
    allows: allowsIn(part, line),
    accepts: (checksum) =>
      /validCheckSums?\b/i.test(part) && (part.includes(checksum) || /validCheckSums?[\s"':>]*(?:1:\s*)?any\b/i.test(part)),
  };
}

/** `# slipway: allow rule because reason`, or the same behind `--` and `<!--`. */
function allowsIn(part: string, start: number): readonly Allow[] {
  return part.split('\n').flatMap((line, index) => {
    const [, rule, reason = ''] = /(?:#|--)\s*slipway:\s*allow\s+([a-z][a-z0-9-]*)(?:\s+because\s+(\S.*?))?\s*(?:-->.*)?$/.exec(line) ?? [];
    return rule === undefined ? [] : [{ rule, reason, line: start + index }];
  });
}
