import { createHash } from 'node:crypto';
import { transformSync, version } from 'esbuild';

const options = { loader: 'ts', format: 'esm', target: 'node24', sourcemap: 'inline' };

export default {
  process: (code, sourcefile) => transformSync(code, { ...options, sourcefile }),
  getCacheKey: (code, file) => createHash('sha256').update(version).update(file).update(code).digest('hex'),
};
