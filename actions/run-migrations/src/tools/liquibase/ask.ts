import { randomUUID } from 'node:crypto';
import { Failure } from '@slipway/action';
import { lastLines } from '@slipway/shell';
import type { Task } from '../../transport.ts';
import { copied } from '../../trouble.ts';
import type { Work } from '../../work.ts';
import { started } from '../program.ts';
import { usual } from '../read-files.ts';
import { isMissing, missing } from '../trouble.ts';

const state = 'Nothing was changed.';
/** Java starts in seconds, on a busy machine in many. */
const askLimit = 180_000;
/** Exit code of the script where there is no such changelog. */
const noChangelog = 45;

/** The changelog as its tool reads it. */
export interface Changelog {
  /** Folder in which Liquibase runs. */
  readonly base: string;
  readonly history: string;
  readonly sql: string;
}

/**
 * Asks Liquibase for all that the changelog has, with the checksums: what it would do to a database of which it knows nothing. It works without one then,
 * and keeps its history in a file, which goes with it. What it prints itself is no part of the answer.
 */
const script = [
  'mark=$1 file=$2 wanted=$3; shift 3',
  'case $wanted in /*) folders=/ ;; esac',
  'for base in $folders; do [ -f "$base/$wanted" ] && cd "$base" && break; done',
  `[ -f "$wanted" ] || exit ${noChangelog}`,
  'work=$(mktemp -d) || exit 46',
  'trap \'rm -rf "$work"\' EXIT',
  '[ -z "$file" ] || export LIQUIBASE_COMMAND_CHANGELOG_FILE="$file"',
  'export LIQUIBASE_COMMAND_URL="$offline&changeLogFile=$work/history.csv"',
  'LIQUIBASE_OUTPUT_FILE=$work/sql "$@" update-sql || exit',
  'printf "\\036%s at %s" "$mark" "$PWD"',
  'printf "\\036%s history " "$mark"; cat "$work/history.csv" || exit 46',
  'printf "\\036%s sql " "$mark"; cat "$work/sql" || exit 46',
  'printf "\\036%s end \\n" "$mark"',
].join('\n');

/** The changelog that is named: by the input, by the service's environment, or by a file that Liquibase reads itself. */
export function changelogOf(work: Work): string | undefined {
  return work.inputs.migrations ?? work.environment['LIQUIBASE_COMMAND_CHANGELOG_FILE'];
}

/** @param major of the server whose SQL is meant. @throws Failure `no-tool`, `broken-history` */
export async function readChangelog(work: Work, major: number): Promise<Changelog> {
  const mark = randomUUID();
  const file = changelogOf(work) ?? '';
  const wanted = file || (work.environment['LIQUIBASE_DEFAULTS_FILE'] ?? 'liquibase.properties');
  const task: Task = {
    argv: ['sh', '-c', script, 'sh', mark, file, wanted, ...started(work, ['liquibase'])],
    connect: false,
    environment: {
      ...quiet,
      folders: [...usual, ...searched(work)].join(' '),
      offline: `offline:postgresql?version=${major}.0&outputLiquibaseSql=none`,
    },
  };
  const { transport } = work;
  const finished = await transport.exec(task, { deadline: work.remaining(askLimit), signal: work.signal });
  if (finished.code === noChangelog) {
    throw new Failure('no-tool', `There is no ${wanted} in ${transport.where}, nor in the usual folders below it.`, {
      state,
      hint: `Set the input migrations to Liquibase's first changelog there${copied(work.inputs)}.`,
    });
  }
  if (isMissing(finished)) throw missing(work, 'Liquibase');
  const found = parseAnswer(finished.stdout, mark);
  if (found) return found;
  const said = work.scrub(lastLines(finished.stderr.trim() || finished.stdout, 8));
  throw new Failure(
    'broken-history',
    `Liquibase cannot read its changelog in ${transport.where}: exit code ${finished.code}${said ? `:\n${said}\n` : '.'}`,
    {
      state,
      hint: 'On a machine of yours: liquibase validate.',
    },
  );
}

/** Folders in which Liquibase itself looks, where the service names them. */
export function searched(work: Work): readonly string[] {
  return (work.environment['LIQUIBASE_SEARCH_PATH'] ?? '').split(',').filter((one) => one !== '' && !one.includes(' '));
}

/** It says little, asks nobody, and does not wait for its own lock longer than it must. */
export const quiet: Readonly<Record<string, string>> = {
  LIQUIBASE_SHOW_BANNER: 'false',
  LIQUIBASE_HEADLESS: 'true',
  LIQUIBASE_CHANGELOG_LOCK_WAIT_TIME_IN_MINUTES: '1',
};

/** What the script printed; undefined where it did not come to its end. */
export function parseAnswer(text: string, mark: string): Changelog | undefined {
  const parts = new Map(
    text
      .split(`\u001e${mark} `)
      .slice(1)
      .map((part) => {
        const [, word = '', rest = ''] = /^(\w+) (.*)$/s.exec(part) ?? [];
        return [word, rest] as const;
      }),
  );
  const [base, history, sql] = [parts.get('at'), parts.get('history'), parts.get('sql')];
  if (!parts.has('end') || base === undefined || history === undefined || sql === undefined) return undefined;
  return { base, history, sql };
}
