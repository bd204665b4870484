import { Failure } from '@slipway/action';
import { load, YAMLException } from 'js-yaml';

// For readers of other files: without the schema of the Slipway file, which is most of this package's weight.
export { nearestPosition, type Position, positionsOf } from './positions.ts';

/** The value that a YAML text writes. @throws Failure `reason`, at the line where it ceases to be YAML */
export function parseYaml(source: string, file: string, reason = 'config-invalid'): unknown {
  try {
    return load(source, { filename: file });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + 1;
    throw new Failure(reason, `${file}:${line}:${(error.mark?.column ?? 0) + 1} is not valid YAML: ${error.reason}.`, {
      state: 'Nothing was changed.',
      annotations: [{ level: 'error', file, line, message: error.reason }],
      cause: error,
    });
  }
}
