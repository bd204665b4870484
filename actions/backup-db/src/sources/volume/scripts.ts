/** What reads and writes volumes: on the machine with its engine, and inside a container that has the volume at `/from` or `/to`. */

/** Owners as numbers, where tar can: names may be others in the image that brings it back. */
const tar = 'numeric=; if tar --version 2>/dev/null | grep -q GNU; then numeric=--numeric-owner; fi';

/** The archive on standard output; on standard error how many names the very same bytes list. Its exit code is that of the tar that wrote. */
export const packScript = [
  tar,
  'exec 5>&1',
  's=$({ { { tar -c $numeric -f - -C /from .; echo $? >&4; } | tee /dev/fd/3 | tar -tf - | wc -l | sed "s/^ */listed /" >&2; } 3>&1 | cat >&5; } 4>&1)',
  'exit "${s:-1}"',
].join('\n');

export const listScript = 'set -e; tar -tf - > /tmp/list; wc -l < /tmp/list | sed "s/^ */listed /" >&2';

const count = 'cd /to; find . -print0 | tr -dc "\\0" | wc -c | sed "s/^ */listed /" >&2';

/**
 * A file by this name is in a volume that is not whole. Where its content was being exchanged it is a link, which is there with what it says or not at
 * all: it leads to the name of the volume that has all of what was in it before.
 */
export const unfinished = '.slipway-unfinished';

/** Of a volume at /to: nothing, or `unfinished` and a line with the name of the volume that has what was in it, if there is one. */
export const stateScript = `cd /to; if [ -L ${unfinished} ]; then echo unfinished; readlink ${unfinished}; elif [ -e ${unfinished} ]; then echo unfinished; fi`;

/** Ends with 0 where a volume at /to holds nothing that could be missed: the copy of an old content was cut, or never begun. */
export const cutScript = `[ -e /to/${unfinished} ] || [ -z "$(find /to -mindepth 1 -maxdepth 1 | head -n 1)" ]`;

const clear = `find /to -mindepth 1 -maxdepth 1 ! -name ${unfinished} -exec rm -rf -- {} +`;

export const unpackScript = [
  tar,
  `set -e; rm -f /to/${unfinished}; : > /to/${unfinished}; ${clear}; tar -x -p $numeric -f - -C /to; rm /to/${unfinished}; ${count}`,
].join('\n');

/** What `exchangeScript` says before it changes anything in /to. */
export const exchanging = 'exchanging';

/**
 * `KEPT`: the old content goes to /kept, and only when all of it is on the disk there the new one takes its place. Killed at any moment it leaves
 * in /to the old content, the new one, or one that says that it is neither and where the old one is; from there it goes on, without /kept.
 */
export const exchangeScript = [
  `set -e; mark=${unfinished}; settle() { sync -f "$1" 2>/dev/null || sync; }`,
  'if [ ! -L "/to/$mark" ]; then',
  '  : > "/kept/$mark"; cp -a /to/. /kept/; settle /kept; rm "/kept/$mark"; settle /kept',
  // Before the link: who hears it leaves the copy alone.
  `  echo ${exchanging} >&2; ln -s "$1" "/to/$mark"; settle /to`,
  'fi',
  `${clear}; cp -a /from/. /to/; settle /to; rm "/to/$mark"; settle /to; ${count}`,
].join('\n');
