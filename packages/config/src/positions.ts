import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml';

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Where every value of a YAML text stands, by its path of keys and indices. */
export function positionsOf(source: string): Map<string, Position> {
  const events = parseEvents(source, {});
  const found = new Map<string, Position>();
  let next = 0;
  const event = (): Event | undefined => events[next++];

  /** Reads one node. A key stands for its value: that is where a person looks. */
  const node = (path: readonly (string | number)[], at?: number): void => {
    const current = event();
    if (!current || current.type === EVENT_ID.POP || current.type === EVENT_ID.ALIAS || current.type === EVENT_ID.DOCUMENT) return;
    const start = at ?? (current.type === EVENT_ID.SCALAR ? current.valueStart : current.start);
    found.set(pathKey(path), positionAt(source, start));
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

export function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

function positionAt(source: string, offset: number): Position {
  const before = source.slice(0, Math.max(0, offset));
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
