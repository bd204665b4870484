import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './workspace.ts';

const call = '(0, libpg_query_js_1.default)()';
const folder = 'scriptDirectory=__dirname+"/"';

/**
 * PostgreSQL's parser reads its WebAssembly from a file beside it, under a name that no bundler sees. A bundle carries it inside instead, packed.
 * @throws Error where the library is another than the one that this was written for: a bundle is never shipped broken
 */
export function inlineParser(out: string): void {
  for (const file of globSync('*.js', { cwd: out })) {
    const path = join(out, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes('var PgQueryModule=')) continue;
    for (const part of [call, folder])
      if (text.split(part).length !== 2) throw new Error(`${file}: libpg-query has changed: no single ${part}`);
    writeFileSync(
      path,
      text.replace(folder, 'scriptDirectory=""').replace(call, () => `(0, libpg_query_js_1.default)(${options()})`),
    );
  }
}

/** The same bytes for the same Node and library. */
function options(): string {
  const wasm = readFileSync(join(root, 'node_modules/libpg-query/wasm/libpg-query.wasm'));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
  };
  const packed = brotliCompressSync(wasm, { params }).toString('base64');
  const unpacked = `process.getBuiltinModule("node:zlib").brotliDecompressSync(Buffer.from("${packed}","base64"))`;
  return `{instantiateWasm(imports,done){WebAssembly.instantiate(${unpacked},imports).then((made)=>done(made.instance));return {}}}`;
}
