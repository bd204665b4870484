import type { Shell } from '@slipway/shell';

/** Everything of a rehearsal says whose it is, and until when it may stand although nobody ends it: seconds of the machine's own clock. */
export const label = 'slipway.rehearsal';
const until = 'slipway.until';

export function labelsOf(project: string, end: number): Record<string, string> {
  return { [label]: project, [until]: String(end) };
}

/** Folder of a rehearsal's files below that of a project: it says its end too. */
export function folderOf(state: string, end: number, word: string): string {
  return `${state}/rehearsal-${end}-${word}`;
}

/** Seconds of the machine's own clock: those of several runners may differ. */
export async function secondsThere(shell: Shell): Promise<number> {
  const { stdout } = await shell.run(['date', '+%s']);
  return Number(stdout.trim());
}

const format = `'{{.ID}} {{.Label "${until}"}}'`;

const script = [
  'now=$(date +%s)',
  'over() { while read -r id end; do case $end in ""|*[!0-9]*) ;; *) if [ "$end" -lt "$now" ]; then echo "$id"; fi ;; esac; done; }',
  `for id in $(docker ps --all --filter label=${until} --format ${format} | over); do docker rm --force --volumes "$id" >/dev/null; done`,
  `for id in $(docker network ls --filter label=${until} --format ${format} | over); do docker network rm "$id" >/dev/null; done`,
  'for folder in "$HOME"/.slipway/*/rehearsal-*; do',
  '  name=${folder##*/rehearsal-}; end=${name%%-*}',
  '  if [ -d "$folder" ] && [ -n "$(echo "$folder $end" | over)" ]; then rm -rf -- "$folder"; fi',
  'done',
].join('\n');

/** Removes what rehearsals of any project left on the machine, once their time is over: their runs were lost. */
export async function sweep(shell: Shell): Promise<void> {
  await shell.run(['sh', '-c', script], { allowFailure: true, deadline: 60_000 });
}
