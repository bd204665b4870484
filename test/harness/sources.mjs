// Loaded with --import: a process started by a test runs the packages from their sources, as the tests themselves do.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

const root = new URL('../../', import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const [, name, file = 'index'] = /^@slipway\/([^/]+)(?:\/([^/]+))?$/.exec(specifier) ?? [];
    if (!name) return next(specifier, context);
    const [found] = ['packages', 'actions'].map((kind) => new URL(`${kind}/${name}/src/${file}.ts`, root)).filter((url) => existsSync(url));
    return found ? { url: found.href, format: 'module-typescript', shortCircuit: true } : next(specifier, context);
  },
});
