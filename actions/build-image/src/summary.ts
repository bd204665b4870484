import { code, formatDuration, table } from '@slipway/action';
import type { Builder } from './builder.ts';
import type { Repository } from './repository.ts';
import type { TagMove } from './run-tag.ts';

export interface BuildFacts {
  readonly image: string;
  readonly imageId: string;
  readonly tags: readonly string[];
  readonly candidate: string;
  readonly size: number | undefined;
  /** Milliseconds. */
  readonly duration: number;
  readonly builder: Builder;
}

export function buildSummary(repository: Repository, facts: BuildFacts): string {
  const rows: [string, string][] = [
    ['image', code(facts.image || facts.imageId)],
    ['tags', facts.tags.length > 0 ? facts.tags.map(code).join('<br>') : 'none: tags follow once a gate has passed'],
    ...(facts.candidate ? [['throw-away tag', code(facts.candidate)] as [string, string]] : []),
    ...(facts.size === undefined ? [] : [['compressed size', formatBytes(facts.size)] as [string, string]]),
    ['duration', formatDuration(facts.duration)],
    ['builder', `${code(facts.builder.name)} (${facts.builder.driver})`],
  ];
  const verb = facts.image ? 'Built and pushed' : 'Built';
  return `### ${verb} ${code(repository.name)}\n\n${table(['', ''], rows)}`;
}

export function tagSummary(image: string, moves: readonly TagMove[]): string {
  const rows = moves.map(({ tag, before }) => [code(tag), before === undefined ? 'new' : code(before)]);
  return `### Tagged ${code(image)}\n\n${table(['tag', 'before'], rows)}`;
}

/** Bytes as people read them: `340 B`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}
