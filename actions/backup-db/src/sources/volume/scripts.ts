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

/** A file by this name is in a volume that is not whole yet. */
export const unfinished = '.slipway-unfinished';

export const unpackScript = [tar, 'set -e', `: > /to/${unfinished}; tar -x -p $numeric -f - -C /to; rm /to/${unfinished}; ${count}`].join(
  '\n',
);

/** The old content goes to /kept, and only when all of it is there the new one takes its place. */
export const exchangeScript = `set -e; cp -a /to/. /kept/; find /to -mindepth 1 -maxdepth 1 -exec rm -rf -- {} +; : > /to/${unfinished}; cp -a /from/. /to/; rm /to/${unfinished}; ${count}`;
