import type { Database } from '@slipway/postgres';
import type { Finished } from '@slipway/shell';
import type { Trouble } from '../answer.ts';
import type { Plan } from '../plan.ts';
import type { Call } from '../transport.ts';
import type { Work } from '../work.ts';
import type { Script } from './script.ts';

/** A file of the image. */
export interface SourceFile {
  /** From the folder of migrations: `0001_notes.up.sql`. */
  readonly name: string;
  /** From where the tool runs. */
  readonly path: string;
  readonly text: string;
  /** It is none of the folder, but says how the tool works; its name is its path. */
  readonly beside?: true;
}

/** A migration that the image has. */
export interface Known {
  readonly id: string;
  readonly doc: string;
  readonly path: string;
  /** What it runs, every line where it stands in the file. */
  readonly sql: string;
  /** Why that is not known. */
  readonly unseen?: string;
  /** Where it stands in its file, where its lines are not those of the file. */
  readonly line?: number;
  /**
   * How the tool runs it: `one` has a transaction around; `text` is one message, which the server makes one transaction of unless it says otherwise;
   * `none` runs each statement for itself.
   */
  readonly form: 'one' | 'text' | 'none';
  /** The same for the way back, where that is another. */
  readonly downForm?: Known['form'];
  /** As the tool would write it into its table. */
  readonly checksum?: string;
  /** What takes it back, likewise; undefined where nothing does. */
  readonly down: string | undefined;
}

/** What the tool's own table says. */
export interface Marks {
  /** Whether there is such a table. */
  readonly stamped: boolean;
  /** In the order in which they were applied, as far as the table knows it. */
  readonly applied: readonly { readonly id: string; readonly checksum?: string }[];
  readonly dirty?: string;
  /** Objects that are the tool's own, as the fingerprint names them: `relation public.schema_migrations`. */
  readonly own: readonly string[];
}

/** Where the tool works, at one moment. */
export interface Place {
  readonly database: Database;
  /** Folder of the image from which relative paths count. */
  readonly base: string;
  /** Folder of the migrations, from there. */
  readonly folder: string;
  readonly known: readonly Known[];
  readonly marks: Marks;
}

export interface Surveyed extends Pick<Place, 'known' | 'marks'>, Partial<Pick<Place, 'base' | 'folder'>> {}

/** A part of the plan that the tool runs in one go. */
export interface Step {
  readonly ids: readonly string[];
  run(call: Call): Promise<Finished>;
}

/** A tool whose migrations are files of SQL and whose history is a table: both are read as they are, and nothing that it prints. */
export interface Adapter {
  readonly title: string;
  readonly undoes: boolean;
  /** Whether it can end at a migration that is not the last one. */
  readonly stops: boolean;
  /** Whether it runs all that is pending in one transaction: which one failed, its table does not tell then. */
  readonly together?: boolean;
  /** Whether it commits what a migration did before it writes that into its table: one that was cut off between the two is not in it. */
  readonly apart?: boolean;
  /** Folder of the migrations where the input `migrations` names none. */
  readonly folder: string;
  /** Patterns of files that say how it works, from where it runs. They come with those of the folder. */
  beside?(folder: string): readonly string[];
  /** What in them would lead it elsewhere than was looked at. @throws Failure `bad-input` */
  check?(work: Work, files: readonly SourceFile[]): void;
  /** Whether its table names what is begun before anything of it runs: where it names nothing, nothing of what failed stands. */
  readonly announces?: boolean;
  /** Whether the tool connects for itself, with a URL in the environment. */
  readonly connects: boolean;
  /** What a statement needs that the server refuses in a transaction. */
  readonly outside: string;
  readonly unverified: string;
  /** In the order in which they run. @throws Failure `broken-history` */
  known(files: readonly SourceFile[], work: Work): readonly Known[] | Promise<readonly Known[]>;
  marks(work: Work, database: Database, known: readonly Known[], files: readonly SourceFile[]): Promise<Marks>;
  /** Both by another way than files and a table: what takes its place is not asked then. */
  survey?(work: Work, direction: Plan['direction']): Promise<Surveyed>;
  /** The first of both without a database, where that way has one. */
  offline?(work: Work): Promise<Pick<Place, 'folder' | 'known'>>;
  steps(work: Work, plan: Plan, place: Place): Promise<readonly Step[]>;
  /** What a failed step says about the error, beside its last lines. */
  explain?(finished: Finished, path: string, script: Script): Partial<Trouble>;
  /** Whether it was the server that refused a statement, by what the tool said: else nobody knows what was committed. */
  refused?(said: string): boolean;
  /** A step that takes the tool's mark of a failure back: what failed left nothing. */
  unmark?(work: Work, place: Place, failed: { readonly id: string; readonly direction: Plan['direction'] }): Step;
  readonly stamp: string;
  mend(id: string): string;
}
