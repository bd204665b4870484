/** One restore drill: what a recovery took, or why there was none. */
export interface Drill {
  /** ISO time at which it ended. */
  readonly at: string;
  /** The backup; empty where none was found. */
  readonly id: string;
  readonly project: string;
  /** Empty where the drill failed before it was known. */
  readonly database: string;
  /** From the creation of the throw-away database to the count of its last table, to the millisecond; of a failed drill until it failed. */
  readonly seconds: number;
  /** Of the backup's file. */
  readonly bytes: number;
  readonly rows: number;
  readonly tables: number;
  readonly outcome: 'verified' | 'failed';
  /** The reason of a failed one. */
  readonly reason?: string;
  /** Page of the run. */
  readonly run: string;
}

/** One line, so that many of them are a file that is only ever appended to. */
export function renderDrill(drill: Drill): string {
  return JSON.stringify(drill);
}

/** The drills in a text, in its order. A line that was torn or is none of ours is passed over. */
export function parseDrills(text: string): readonly Drill[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isDrill(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isDrill(value: unknown): value is Drill {
  if (typeof value !== 'object' || value === null) return false;
  const { at, outcome, reason, ...drill } = value as Record<keyof Drill, unknown>;
  const texts = [drill.id, drill.project, drill.database, drill.run, reason ?? ''];
  const numbers = [drill.seconds, drill.bytes, drill.rows, drill.tables];
  return (
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at)) &&
    (outcome === 'verified' || outcome === 'failed') &&
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => typeof number === 'number' && number >= 0)
  );
}

/** Drills of the same database; of the project where the database is not known. */
export function alike(drills: readonly Drill[], { project, database }: Pick<Drill, 'project' | 'database'>): readonly Drill[] {
  return drills.filter((drill) => drill.project === project && (database === '' || drill.database === database));
}
