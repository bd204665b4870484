/** The form of every bench, on paper and as JSON. */
export interface Bench {
  readonly bench: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** What users do today, measured in the same run. */
  readonly peers: Readonly<Record<string, number>>;
  /** Null where a number is only told. */
  readonly goal: number | null;
  readonly better: 'lower' | 'higher';
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const value = sorted.length % 2 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return Math.round((value ?? 0) * 10) / 10;
}
