import { formatDuration } from '../../packages/action/src/duration.ts';
import { type Backup, type DemoReceipt, type DemoRelease, type Outcome, totals } from './receipt.ts';

/** The sentences of the receipt: the same on screen, in Markdown and on the page. */

export const count = (value: number): string => new Intl.NumberFormat('en-US').format(value);

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  released: 'Released',
  'rolled-back': 'Rolled back by itself',
  failed: 'Failed',
};

/** The whole demo in one sentence. */
export function verdict(receipt: Pick<DemoReceipt, 'releases'>): string {
  const { released, rolledBack, unsuccessful, requests, failed } = totals(receipt);
  const parts = [
    `${count(released)} ${released === 1 ? 'version' : 'versions'} released`,
    ...(rolledBack > 0 ? [`${count(rolledBack)} rolled back by itself`] : []),
    ...(unsuccessful > 0 ? [`${count(unsuccessful)} failed`] : []),
    `${count(failed)} of ${count(requests)} requests failed`,
  ];
  return `${parts.join(', ')}.`;
}

export function notesSentence(notes: DemoRelease['notes']): string {
  if (notes.acknowledged === 0) return 'Nobody had written a note yet.';
  if (notes.missing === 0) return `All ${count(notes.acknowledged)} notes that users saved were read back, word for word.`;
  return `${count(notes.missing)} of the ${count(notes.acknowledged)} notes that users saved did not come back.`;
}

/** What happened to one version, for somebody who reads nothing else. */
export function story(release: DemoRelease): string {
  const { version, previous, outcome } = release;
  const trial = release.served.find((served) => served.version === version);
  if (outcome === 'released') {
    return previous ? `${version} took over from ${previous} while people were using it.` : `${version} went live on an empty server.`;
  }
  if (outcome === 'rolled-back') {
    const time = trial ? `Users had it for ${formatDuration(trial.last - trial.first)} (${count(trial.requests)} requests). ` : '';
    return `${version} passed every check while it was idle, then broke under real traffic. ${time}Traffic went back to ${previous} without anybody’s help.`;
  }
  return `${version} was not released${previous ? `; ${previous} went on serving` : ''}.`;
}

const levels: Readonly<Record<string, string>> = {
  restore: 'restored into a throw-away database and counted table by table',
  archive: 'read back whole through pg_restore',
  checksum: 'compared with its checksum',
};

export function backupSentence(backup: Backup): string {
  const { verified, size, rows, tables } = backup;
  const what = `${count(tables)} ${tables === 1 ? 'table' : 'tables'}, ${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;
  return `${what}, ${bytes(size)}; ${levels[verified] ?? verified} before anything was changed`;
}

export function migrationSentence({ from, to, applied }: NonNullable<DemoRelease['migration']>): string {
  if (applied.length === 0) return `already at ${to}; nothing to do`;
  const steps = `${count(applied.length)} ${applied.length === 1 ? 'migration' : 'migrations'}`;
  return from && from !== 'base'
    ? `from ${from} to ${to} (${steps}), while the old version went on serving`
    : `new, brought to ${to} (${steps})`;
}

/** What would have moved traffic back if the run had been lost; undefined for a first release, which has nothing to go back to. */
export function safetyNet({ undo, previous }: DemoRelease): string | undefined {
  if (undo === '' || previous === '') return undefined;
  return undo === 'not armed' ? 'none: no undo was armed on the server' : `an undo on the server, ${undo}`;
}

export function bytes(value: number): string {
  const power = value < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(value) / 3));
  return `${power === 0 ? value : (value / 1000 ** power).toFixed(1)} ${['B', 'kB', 'MB', 'GB'][power]}`;
}

export function milliseconds(value: number | null | undefined): string {
  return value === null || value === undefined ? 'not seen' : `${count(Math.round(value * 10) / 10)} ms`;
}

/** What each step is, for people who have not met the words. */
const meanings: Readonly<Record<string, string>> = {
  build: 'the images are made and pushed, named by their content',
  scan: 'Trivy looks for known vulnerabilities in them',
  tag: 'they get the version as their name, now that they passed',
  deliver: 'the server fetches the images before anything is changed',
  backup: 'the database is dumped, encrypted, stored, and the stored copy proven',
  migrate: 'the database is brought to the new schema, which the old version can use too',
  router: 'HAProxy on the server is made ready',
  pull: 'the images are on the server, by their content',
  start: 'the new version starts beside the old one, without traffic',
  check: 'it is asked whether it is healthy and the right version',
  switch: 'new requests go to the new version',
  gate: 'the address that users know is asked',
  bake: 'the new version serves real users under watch, with the old one ready',
  confirm: 'the release is made to last, and the armed undo is taken away',
  drain: 'the old version answers what it began, and stops',
  stop: 'the failed version is stopped',
  'move back': 'traffic goes back to the version before',
};

/** A step without the colour that it worked on: `start green` is `start` on the next release as well. */
export function plainStep(name: string): string {
  return name.replace(/ (blue|green)$/, '');
}

export function meaning(step: string): string | undefined {
  return meanings[plainStep(step)];
}
