import { follow } from '../apply.ts';
import { probeProgram } from '../probe.ts';
import type { Tool } from './tool.ts';

/** Alembic, by a program that runs beside it in the application's own Python. */
export const tool: Tool = {
  title: 'Alembic',
  undoes: true,
  outside: 'Put it into "with op.get_context().autocommit_block():", in a revision of its own.',
  unverified:
    'Check that env.py commits: context.run_migrations() inside of context.begin_transaction(), and engine.begin() around an async run_sync.',
  probe: probeProgram,
  attempt: follow,
  stamp: ({ transport }) =>
    `Say once what it has: ${transport.command(['stamp', 'REVISION'])} with the revision that made these tables, or base where they are none of Alembic's.`,
  // Alembic has no such mark.
  mend: ({ transport }) => `Look at it: ${transport.command(['current'])}`,
  goBack: ({ transport }, to) => `Go back by hand (${transport.command(['downgrade', to])}) or restore a backup.`,
  noWayBack: () => 'There is no plain way back over several branches.',
};
