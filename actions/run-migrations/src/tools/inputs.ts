import type { InputSpec, Problem } from '@slipway/action';

/** Inputs about what applies the migrations. */
export const toolInputs = {
  tool: {
    type: 'choice',
    choices: ['alembic', 'sql', 'golang-migrate', 'dbmate', 'django', 'drizzle', 'prisma', 'flyway', 'liquibase', 'command'],
    default: 'alembic',
    description:
      'What applies the migrations. `sql` is a folder of plain SQL files, which psql runs. The table below says what each can and cannot.',
    example: 'dbmate',
  },
  migrations: {
    type: 'string',
    description:
      'Folder of the migrations in the image, for tools whose migrations are files of SQL; by default where the tool itself looks. With `liquibase` it is the first changelog, by default the one that its own settings name. A relative one is searched in the working directory and in the usual folders below and beside it.',
    example: 'backend/db/migrations',
  },
  'tool-command': {
    type: 'lines',
    description:
      'How the tool is started in the image, one word a line, where it is not the usual way; with `django` the path of manage.py, with `command` your program. Not used by `alembic` and `sql`.',
    example: '/usr/local/bin/dbmate',
  },
} as const satisfies Record<string, InputSpec>;

interface Inputs {
  readonly tool: string;
  readonly migrations: string | undefined;
  readonly 'tool-command': readonly string[];
  readonly rehearse: string;
}

/** What makes no sense together. */
export function checkTool({ tool, migrations, ...inputs }: Inputs): readonly Problem[] {
  const problems: Problem[] = [];
  const none = (input: string, hint: string): void => void problems.push({ input, message: `has no meaning with tool ${tool}; ${hint}` });
  if (tool === 'alembic' && migrations !== undefined) none('migrations', 'its folder stands in alembic.ini');
  if ((tool === 'alembic' || tool === 'sql') && inputs['tool-command'].length > 0) none('tool-command', 'leave it out');
  if (tool === 'django' && migrations !== undefined) none('migrations', 'Django knows its own; tool-command is the path of manage.py');
  if (tool === 'command' && migrations !== undefined) none('migrations', 'the program itself knows where they are');
  if (tool === 'command' && inputs['tool-command'].length === 0)
    problems.push({ input: 'tool-command', message: 'is missing with tool command. Example: bin/migrations' });
  if (tool !== 'alembic' && inputs.rehearse !== 'off')
    problems.push({ input: 'rehearse', message: `is written for Alembic alone, and cannot run ${tool} on a copy. Example: rehearse: off` });
  return problems;
}
