import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { clear, type Kit, type Move, put } from './kit.ts';
import { sql } from './kits.ts';

const root = join(import.meta.dirname, '../../../..');
const tools = join(root, '.cache/migrate/node_modules');
const pg = join(tools, '@prisma/adapter-pg/dist/index.mjs');

/**
 * Prisma's command, and a configuration that it is told of. Its engine in WebAssembly needs none of the programs that it would fetch all the same; one of them
 * is asked whether the database answers before a mark is taken back, and says yes.
 */
const command = (config: string): string[] => [
  'env',
  'PRISMA_QUERY_ENGINE_LIBRARY=/bin/true',
  'PRISMA_SCHEMA_ENGINE_BINARY=/bin/true',
  'sh',
  '-c',
  `exec ${join(root, 'node_modules/.bin/node')} ${join(tools, 'prisma/build/index.js')} "$@" --config ${config}`,
  'prisma',
];

const configuration = (imports: readonly string[], factory: string): string =>
  [
    ...imports,
    // The limit of its wait for a lock would keep the command for ten seconds behind its end.
    'const { setTimeout } = globalThis;',
    'globalThis.setTimeout = (work, ms, ...more) => (ms > 5000 ? setTimeout(work, ms, ...more).unref() : setTimeout(work, ms, ...more));',
    'export default {',
    "  schema: 'prisma/schema.prisma',",
    '  experimental: { adapter: true },',
    "  engine: 'js',",
    `  adapter: async () => ${factory},`,
    '};',
  ].join('\n');

const connection = '{ connectionString: process.env.DATABASE_URL, allowExitOnIdle: true }';

/**
 * Does with a file what Prisma's own engine does: sends it as one message, and says what the server answered in these words. That engine is a program
 * which no package has.
 */
const engine = [
  `import { PrismaPg } from '${pg}';`,
  'export function likeTheEngine() {',
  // That one takes the schema from the URL.
  '  const schema = new URL(process.env.DATABASE_URL).searchParams.get("schema") ?? undefined;',
  `  const factory = new PrismaPg(${connection}, { schema });`,
  '  const connect = factory.connect.bind(factory);',
  '  factory.connect = async () => {',
  '    const one = await connect();',
  '    one.executeScript = async (script) => {',
  '      try {',
  '        await one.underlyingDriver().query(script);',
  '      } catch (error) {',
  '        const { code, severity, message } = error;',
  '        if (severity) console.error("Error: P3018\\n\\nA migration failed to apply.\\n\\nDatabase error code: " + code + "\\n\\nDatabase error:\\n" + severity + ": " + message);',
  '        one.onError(error);',
  '      }',
  '    };',
  '    return one;',
  '  };',
  '  return factory;',
  '}',
];

const version = (at: number): string => `2026010100000${at}`;

function write(folder: string, moves: readonly Move[]): void {
  clear(folder, 'prisma');
  put(folder, 'prisma/schema.prisma', 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n');
  put(folder, 'prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n');
  moves.forEach(({ name, up }, at) => {
    put(folder, `prisma/migrations/${version(at + 1)}_${name}/migration.sql`, `${up}\n`);
  });
}

/** The configuration stands where Prisma would not look by itself, so that the action takes it for its own engine. */
export const prisma: Kit = {
  ...sql,
  tool: 'prisma',
  inputs: { 'tool-command': command('engine.config.mjs').join('\n') },
  write(folder, moves) {
    write(folder, moves);
    put(folder, 'engine.mjs', engine.join('\n'));
    put(folder, 'engine.config.mjs', configuration(["import { likeTheEngine } from './engine.mjs';"], 'likeTheEngine()'));
  },
  id: (moves, n) => `${version(n)}_${moves[n - 1]?.name}`,
  file: /^prisma\/migrations\/\d{14}_\w+\/migration\.sql$/,
  undoes: false,
  stops: false,
  spoil: (id) =>
    `insert into _prisma_migrations (id, checksum, migration_name) values ('x', '${createHash('sha256').update(id).digest('hex')}', '${id}')`,
};

/** The driver as it is published, which sends statement after statement. */
export const prismaDriver: Kit = {
  ...prisma,
  inputs: { 'tool-command': command('prisma.config.mjs').join('\n') },
  write(folder, moves) {
    write(folder, moves);
    put(folder, 'prisma.config.mjs', configuration([`import { PrismaPg } from '${pg}';`], `new PrismaPg(${connection})`));
  },
};
