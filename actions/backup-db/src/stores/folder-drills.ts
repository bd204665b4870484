import type { Shell } from '@slipway/shell';
import { type Drill, parseDrills, renderDrill } from '../drill.ts';

/** The file of the drills, on the machine of the destination. Its name does not end as a manifest's does. */
export const drillsName = 'drills.jsonl';

/** How long the record may take, also after the deadline of the action: a drill that took too long is one to be recorded. */
const deadline = 20_000;

/** Bytes of the file's end that are read back: years of weekly drills. */
const tail = 256 * 1024;

/**
 * The line arrives whole or is not written. A line that was torn before it, by a power cut, is ended first, so that it takes no good one with it.
 * Two drills at once append one after the other; a folder that is not there is not made, because no backup can be in it.
 */
const appendScript = [
  'set -eu; umask 077; [ -d "$1" ] || { echo "there is no such folder" >&2; exit 74; }',
  'line=$(cat); [ "$(printf %s "$line" | wc -c)" -eq "$3" ] || { echo "only a part of the line arrived" >&2; exit 65; }',
  'f=$1/$2; exec 9>>"$f"; flock -w 10 9 || { echo "another drill keeps it locked" >&2; exit 75; }; chmod 600 -- "$f" 2>/dev/null || :',
  'if [ -s "$f" ] && [ -n "$(tail -c 1 -- "$f")" ]; then echo >&9; fi',
  'printf "%s\\n" "$line" >&9; sync -- "$f" "$1"; exec 9>&-; exec tail -c "$4" -- "$f"',
].join('\n');

/** Appends a drill and gives back all that the file holds, oldest first. @throws Failure where the line is not on the disk */
export async function recordDrill(shell: Shell, folder: string, drill: Drill): Promise<readonly Drill[]> {
  const line = renderDrill(drill);
  const args = [folder, drillsName, String(Buffer.byteLength(line)), String(tail)];
  const title = `record of the drill in ${folder}/${drillsName}`;
  const { stdout } = await shell.run(['sh', '-c', appendScript, 'sh', ...args], { input: line, title, deadline });
  return parseDrills(stdout);
}
