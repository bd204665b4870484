import Sequencer from '@jest/test-sequencer';

/** Files that take minutes on their own. */
const long = ['workflows/chain.test.ts', 'faults/switch.test.ts', 'release/test/rollback.test.ts', 'release/test/record.test.ts'];

/** They begin first: the last file of a run is one that nothing else runs beside. The rest goes as Jest has it. */
export default class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path }) => long.some((end) => path.endsWith(end));
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
