import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './workspace.ts';

const call = '(0, libpg_query_js_1.default)()';
const folder = 'scriptDirectory=__dirname+"/"';
/** What a bundle has beside itself of the library. */
export const parserFile = 'libpg-query.wasm.br';

/**
 * PostgreSQL's parser reads its WebAssembly from a file beside it, under a name that no bundler sees. A bundle has it beside itself, packed.
 * @throws Error where the library is another than the one that this was written for: a bundle is never shipped broken
 */
export function packParser(out: string): void {
  for (const file of globSync('*.js', { cwd: out })) {
    const path = join(out, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes('var PgQueryModule=')) continue;
    for (const part of [call, folder])
      if (text.split(part).length !== 2) throw new Error(`${file}: libpg-query has changed: no single ${part}`);
    const loaded = text.replace(folder, 'scriptDirectory=""').replace(call, () => `(0, libpg_query_js_1.default)(${options})`);
    writeFileSync(path, loaded);
    writeFileSync(join(out, parserFile), pack());
  }
}

const unpacked = `node("zlib").brotliDecompressSync(node("fs").readFileSync(new URL("${parserFile}",import.meta.url)))`;
const options = `{instantiateWasm(imports,done){const node=process.getBuiltinModule;WebAssembly.instantiate(${unpacked},imports).then((made)=>done(made.instance));return {}}}`;

/** The same bytes for the same Node and library. */
function pack(): Buffer {
  const wasm = readFileSync(join(root, 'node_modules/libpg-query/wasm/libpg-query.wasm'));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
  };
  return brotliCompressSync(wasm, { params });
}
