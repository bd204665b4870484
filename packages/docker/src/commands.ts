/** What the command of a service tells about it. */

/** Programs that change a database's schema. */
const migrations = [
  /\balembic\b[^&;|]*\bupgrade\b/,
  /\b(manage\.py|django-admin)\s+migrate\b/,
  /\bprisma\s+(migrate\s+deploy|db\s+push)\b/,
  /\bflask\s+db\s+upgrade\b/,
  /\b(rails|rake)\s+db:(migrate|prepare)\b/,
  /\bartisan\s+migrate\b/,
  /\bknex\b[^&;|]*\bmigrate:latest\b/,
  /\bsequelize(-cli)?\s+db:migrate\b/,
  /\btypeorm\b[^&;|]*\bmigration:run\b/,
  /\bdrizzle-kit\s+(migrate|push)\b/,
  /\b(flyway\b[^&;|]*\bmigrate|liquibase\b[^&;|]*\bupdate|(goose|dbmate)\b[^&;|]*\bup)\b/,
];

/** The order in a text, like a command or a start script, that changes a database's schema; undefined where there is none. */
export function migrationIn(text: string): string | undefined {
  const code = text.replaceAll(/^\s*#.*$/gm, '');
  for (const pattern of migrations) {
    const found = pattern.exec(code)?.[0];
    if (found) return found.replaceAll(/\s+/g, ' ').trim();
  }
  return undefined;
}

/** Whether a command is a migration and nothing after it, so that it ends by itself. */
export function migrates(command: unknown): boolean {
  const text = commandText(command).replace(/['"\s]+$/, '');
  const last = text.split(/&&|\|\||;|\n/).at(-1) ?? '';
  return migrationIn(last) !== undefined;
}

export function commandText(command: unknown): string {
  return Array.isArray(command) ? command.map(String).join(' ') : typeof command === 'string' ? command : '';
}
