import type { Work } from '../../work.ts';

/** What of Flyway's own settings decides what runs, as the service's environment has it. What it does not name is told to Flyway as it is taken here. */
export interface Settings {
  readonly table: string;
  readonly mixed: boolean;
  readonly outOfOrder: boolean;
  readonly replacement: boolean;
  readonly prefix: string;
  readonly suffix: string;
  /** The text as it runs, and the first placeholder whose value is not known. */
  replace(text: string): { readonly sql: string; readonly missing: string | undefined };
}

/** @param environment that of the service */
export function readSettings(environment: Work['environment']): Settings {
  const flag = (name: string, otherwise = false): boolean => (environment[name] ?? String(otherwise)).toLowerCase() === 'true';
  const [prefix, suffix] = [environment['FLYWAY_PLACEHOLDER_PREFIX'] ?? '${', environment['FLYWAY_PLACEHOLDER_SUFFIX'] ?? '}'];
  const replacement = flag('FLYWAY_PLACEHOLDER_REPLACEMENT', true);
  const values = valuesIn(environment);
  const settings = {
    table: environment['FLYWAY_TABLE'] ?? 'flyway_schema_history',
    mixed: flag('FLYWAY_MIXED'),
    outOfOrder: flag('FLYWAY_OUT_OF_ORDER'),
    replacement,
    prefix,
    suffix,
  };
  return {
    ...settings,
    replace(text) {
      if (!replacement) return { sql: text, missing: undefined };
      const missing = placeholdersIn(text, settings).find((name) => !values.has(name));
      if (missing !== undefined) return { sql: text, missing };
      const sql = text.replaceAll(pattern(settings), (_, name: string) => values.get(name.toLowerCase()) ?? '');
      return { sql, missing: undefined };
    },
  };
}

/** `FLYWAY_PLACEHOLDERS_OWNER` is the value of `${owner}`, in whatever case. */
function valuesIn(environment: Work['environment']): ReadonlyMap<string, string> {
  const start = 'FLYWAY_PLACEHOLDERS_';
  const own = Object.entries(environment).filter(([name]) => name.startsWith(start));
  return new Map(own.map(([name, value]) => [name.slice(start.length).toLowerCase(), value]));
}

type Form = Pick<Settings, 'replacement' | 'prefix' | 'suffix'>;

/** Names in a text, in small letters. */
export function placeholdersIn(text: string, form: Form): readonly string[] {
  return form.replacement ? [...text.matchAll(pattern(form))].map(([, name = '']) => name.toLowerCase()) : [];
}

function pattern({ prefix, suffix }: Form): RegExp {
  const [start, end] = [prefix, suffix].map((text) => text.replaceAll(/[^\w\s]/g, '\\$&'));
  return new RegExp(`${start}(.*?)${end}`, 'g');
}

/** The same for Flyway, so that a file of its own cannot mean another table, order or form than was judged. */
export function settingVariables(settings: Settings): Record<string, string> {
  return {
    FLYWAY_TABLE: settings.table,
    FLYWAY_MIXED: String(settings.mixed),
    FLYWAY_OUT_OF_ORDER: String(settings.outOfOrder),
    FLYWAY_PLACEHOLDER_REPLACEMENT: String(settings.replacement),
    FLYWAY_PLACEHOLDER_PREFIX: settings.prefix,
    FLYWAY_PLACEHOLDER_SUFFIX: settings.suffix,
    FLYWAY_ENCODING: 'UTF-8',
    FLYWAY_SQL_MIGRATION_PREFIX: 'V',
    FLYWAY_SQL_MIGRATION_SEPARATOR: '__',
    FLYWAY_SQL_MIGRATION_SUFFIXES: '.sql',
    FLYWAY_REPEATABLE_SQL_MIGRATION_PREFIX: 'R',
    // Each has a transaction of its own, and is named when it fails.
    FLYWAY_GROUP: 'false',
    FLYWAY_EXECUTE_IN_TRANSACTION: 'true',
    FLYWAY_BASELINE_ON_MIGRATE: 'false',
    FLYWAY_SKIP_EXECUTING_MIGRATIONS: 'false',
    FLYWAY_VALIDATE_ON_MIGRATE: 'true',
    // Flyway's lock in a transaction would be waited for by CREATE INDEX CONCURRENTLY for ever; that of a session goes with the session just the same.
    FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK: 'false',
  };
}
