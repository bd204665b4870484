import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml';

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Where every value of a YAML text stands, by its path of keys and indices. */
export function positionsOf(source: string): Map<string, Position> {
  const events = parseEvents(source, {});
  const starts = lineStarts(source);
  const found = new Map<string, Position>();
  let next = 0;
  const event = (): Event | undefined => events[next++];

  /** Reads one node. A key stands for its value: that is where a person looks. */
  const node = (path: readonly (string | number)[], at?: number): void => {
    const current = event();
    if (!current || current.type === EVENT_ID.POP || current.type === EVENT_ID.ALIAS || current.type === EVENT_ID.DOCUMENT) return;
    const start = at ?? (current.type === EVENT_ID.SCALAR ? current.valueStart : current.start);
    found.set(pathKey(path), positionAt(starts, start));
    if (current.type === EVENT_ID.MAPPING) {
      while (events[next]?.type !== EVENT_ID.POP) {
        const key = event();
        if (key?.type !== EVENT_ID.SCALAR) return;
        node([...path, getScalarValue(source, key)], key.valueStart);
      }
      next++;
    } else if (current.type === EVENT_ID.SEQUENCE) {
      for (let index = 0; events[next]?.type !== EVENT_ID.POP; index++) node([...path, index]);
      next++;
    }
  };

  if (event()?.type === EVENT_ID.DOCUMENT) node([]);
  return found;
}

/** The position of the value, or of the innermost parent that stands in the file. */
export function nearestPosition(positions: ReadonlyMap<string, Position>, path: readonly PropertyKey[]): Position {
  for (let length = path.length; length >= 0; length--) {
    const position = positions.get(pathKey(path.slice(0, length)));
    if (position) return position;
  }
  return { line: 1, column: 1 };
}

export function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

/** Offsets at which lines begin: counting them anew for every value would take the square of the file's length. */
function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): Position {
  let [first, behind] = [0, starts.length];
  while (behind - first > 1) {
    const middle = (first + behind) >> 1;
    if ((starts[middle] ?? 0) <= offset) first = middle;
    else behind = middle;
  }
  return { line: first + 1, column: Math.max(0, offset) - (starts[first] ?? 0) + 1 };
}
