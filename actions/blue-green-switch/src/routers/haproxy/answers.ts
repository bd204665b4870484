/** What HAProxy's runtime socket answers, read without guessing. */

/** Value of a key in the answer of `show map`; undefined where the key is not there. */
export function mapValue(answer: string, key: string): string | undefined {
  for (const line of answer.split('\n')) {
    const [, name, value] = /^0x[0-9a-f]+ (\S+) (.*)$/.exec(line.trim()) ?? [];
    if (name === key) return value;
  }
  return undefined;
}

/** Value of a key in a map file. */
export function fileValue(text: string, key: string): string | undefined {
  for (const line of text.split('\n')) {
    const [name, value] = line.trim().split(/\s+/);
    if (name === key) return value;
  }
  return undefined;
}

/** A row of `show stat`. */
export interface Stat {
  readonly proxy: string;
  readonly server: string;
  /** Requests and connections under way. */
  readonly current: number;
  /** Requests or connections since the start. */
  readonly total: number;
  readonly queued: number;
  /** `UP`, `DOWN`, `MAINT`, `no check` … */
  readonly status: string;
  /** Times that the server went down. */
  readonly downs: number;
  readonly responses5xx: number;
}

export function parseStats(answer: string): Stat[] {
  const [head = '', ...rows] = answer.split('\n').filter((line) => line.trim() !== '');
  const names = head.replace(/^# /, '').split(',');
  const at = (cells: readonly string[], name: string): string => cells[names.indexOf(name)] ?? '';
  return rows.map((row) => {
    const cells = row.split(',');
    return {
      proxy: at(cells, 'pxname'),
      server: at(cells, 'svname'),
      current: Number(at(cells, 'scur') || 0),
      total: Number(at(cells, 'stot') || 0),
      queued: Number(at(cells, 'qcur') || 0),
      status: at(cells, 'status'),
      downs: Number(at(cells, 'chkdown') || 0),
      responses5xx: Number(at(cells, 'hrsp_5xx') || 0),
    };
  });
}
