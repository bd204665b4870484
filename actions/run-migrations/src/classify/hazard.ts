/** What a statement may do to a database in use, from harmless to refused. */
export const hazardClasses = [
  'safe',
  'brief-lock',
  'scan-under-lock',
  'rewrite',
  'may-fail-on-data',
  'breaks-old-code',
  'destructive',
  'wrong-transaction-form',
] as const;

export type HazardClass = (typeof hazardClasses)[number];

/** One thing that a rule says about a statement. A statement may have several. */
export interface Hazard {
  readonly rule: string;
  readonly class: HazardClass;
  /** Table, index, type or view, as people write it. */
  readonly object: string;
  readonly why: string;
  /** What to do instead; empty where nothing is better. */
  readonly instead: string;
  /** Set where a later statement of the same transaction can put back what old code needs: the object's key. */
  readonly unlessMade?: string;
}

export interface Finding extends Omit<Hazard, 'unlessMade'> {
  readonly revision: string;
  /** Of the revision's file, from the folder where Alembic runs. */
  readonly path: string;
  readonly line: number | undefined;
  readonly statement: string;
  /** Reason that a person gave for it, in the file or in the input `allow`. */
  readonly allowed: string | undefined;
}

/** A table of the live database. */
export interface TableFacts {
  /** Undefined where it was never analyzed. */
  readonly rows: number | undefined;
  readonly bytes: number;
  readonly columns: Readonly<Record<string, { readonly type: string; readonly required: boolean }>>;
  /** Columns that a validated CHECK proves to be not null. */
  readonly proven: readonly string[];
}

/** What is known of the server; tables and indexes by name, `public.` left out. */
export interface Live {
  readonly major: number;
  readonly timeZone: string;
  readonly tables: Readonly<Record<string, TableFacts>>;
  /** Index to its table. */
  readonly indexes: Readonly<Record<string, string>>;
}

export const nothingLive: Live = { major: 18, timeZone: '', tables: {}, indexes: {} };

export interface RevisionSql {
  readonly id: string;
  readonly path: string;
  readonly statements: readonly { readonly sql: string; readonly line: number | undefined }[];
  /** Why its statements are not known. */
  readonly unseen: string | undefined;
  readonly allows: readonly Allow[];
}

/** A person's word that a rule's finding is wanted. */
export interface Allow {
  readonly rule: string;
  readonly reason: string;
  readonly line: number | undefined;
}

export interface PlanSql {
  /** False where the environment runs each statement for itself. */
  readonly transactional: boolean;
  /** Whether each revision has a transaction of its own. */
  readonly perRevision: boolean;
  readonly revisions: readonly RevisionSql[];
}

/** The judgement of one revision. */
export interface Judged {
  readonly id: string;
  readonly path: string;
  readonly findings: readonly Finding[];
  /** Why a part of it, or all, could not be judged. */
  readonly unseen: string | undefined;
  /** It has nothing to run. */
  readonly empty?: boolean;
  /** Where it could not be judged: a person's reason why old code works with it. */
  readonly vouched?: string | undefined;
}
