import type { Trouble } from '../../answer.ts';
import { follow } from '../../apply.ts';
import { probeProgram } from '../../probe.ts';
import { type Meaning, wordsOf } from '../../trouble.ts';
import type { Work } from '../../work.ts';
import type { Tool } from '../tool.ts';
import { program } from './program.ts';

/** Django, by a program that runs in the place of the team's manage.py command. Its own database `default` is asked and migrated. */
export const tool: Tool = {
  title: 'Django',
  undoes: true,
  program,
  outside: 'Use AddIndexConcurrently (or RunSQL) in a migration of its own with atomic = False.',
  unverified: 'Look for a router or a setting that leads migrate to another database.',
  meaning,
  probe: probeProgram,
  attempt: follow,
  stamp: () => 'Say once what it has: manage.py migrate --fake APP MIGRATION, for each application whose tables are there.',
  mend: (_, id) => `Look at ${id}: manage.py showmigrations`,
  goBack: (_, to) => `Go back with mode downgrade, revision ${to}, or restore a backup.`,
  noWayBack: ({ refused }) => `There is no way back by itself: ${refused ?? 'what was applied is not the newest'}.`,
};

function meaning(trouble: Trouble, { transport, inputs }: Work): Meaning | undefined {
  const words = wordsOf(trouble);
  switch (trouble.phase) {
    case 'no-ini':
      return {
        reason: 'no-tool',
        sentence: `Django is in ${transport.where}, but its manage.py is not: ${trouble.message}.`,
        hint: 'Set the input tool-command to the path of manage.py there.',
      };
    case 'conflict':
      return {
        reason: 'multi-head',
        sentence: `The history has several heads: ${trouble.message}. Django would apply none of them.`,
        hint: 'Merge them in the repository: manage.py makemigrations --merge.',
      };
    case 'squash':
      return {
        reason: 'broken-history',
        sentence: `A part of what ${trouble.message} replaces is applied, and another part is not.`,
        hint: 'Deploy the release before the squash first, so that all of its parts are applied.',
      };
    case 'history':
    case 'config':
      return {
        reason: 'broken-history',
        sentence: `The migrations in ${transport.where} cannot be read: ${words}`,
        hint: 'On a machine of yours: manage.py showmigrations --plan.',
      };
    case 'environment':
      return {
        reason: 'broken-environment',
        sentence: `The settings failed before they reached the database: ${words}`,
        hint: `Check the environment of ${inputs.service}; on a machine of yours: manage.py check.`,
      };
    default:
      return undefined;
  }
}
