import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import type { SourceFile } from '../../src/tools/adapter.ts';
import { prismaFiles, prismaMarks } from '../../src/tools/prisma/files.ts';
import { patterns, readProject, refuseElsewhere } from '../../src/tools/prisma/project.ts';
import { explain, withSession } from '../../src/tools/prisma/tool.ts';

const file = (name: string, text = 'select 1;\n'): SourceFile => ({ name, path: `prisma/migrations/${name}`, text });
const beside = (path: string, text: string): SourceFile => ({ name: path, path, text, beside: true });
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe("Prisma's files", () => {
  it('are folders with a migration.sql, in the order of their names', () => {
    const names = ['20260102000000_b_c/migration.sql', '0_init/migration.sql', '20260101000000_a/migration.sql'];
    const others = ['20260103000000_d/down.sql', 'migration.sql', '20260101000000_a/old/migration.sql'];
    const known = prismaFiles(
      [...names, ...others].map((name) => file(name)),
      false,
    );
    expect(known.map(({ id, doc, form }) => [id, doc, form])).toEqual([
      ['0_init', 'init', 'text'],
      ['20260101000000_a', 'a', 'text'],
      ['20260102000000_b_c', 'b c', 'text'],
    ]);
    expect(known[0]).toMatchObject({ path: 'prisma/migrations/0_init/migration.sql', down: undefined, checksum: hash('select 1;\n') });
  });

  it('run statement by statement where a driver in JavaScript sends them', () => {
    expect(prismaFiles([file('1_a/migration.sql')], true)[0]?.form).toBe('none');
  });
});

describe("Prisma's rows", () => {
  const known = prismaFiles([file('1_a/migration.sql', 'a;\nb;\n'), file('2_b/migration.sql')], false);
  const row = (id: string, text: string, finished = 't'): string[] => [id, text, finished];

  it('say what is applied, and which one came to no end', () => {
    const rows = [row('1_a', hash('a;\nb;\n')), row('2_b', 'x', 'f'), row('3_c', 'x', 'f')];
    expect(prismaMarks(rows, known)).toEqual({ applied: [{ id: '1_a', checksum: hash('a;\nb;\n') }], dirty: '2_b' });
    expect(prismaMarks([row('9_z', 'y')], known)).toEqual({ applied: [{ id: '9_z', checksum: 'y' }] });
  });

  it('name one twice where a baseline came on top, and it counts once', () => {
    expect(prismaMarks([row('1_a', 'x'), row('1_a', 'y')], known).applied).toEqual([{ id: '1_a', checksum: 'y' }]);
  });

  it('know a file again with other line breaks, and by the short sums of the first versions', () => {
    const same = { id: '1_a', checksum: hash('a;\nb;\n') };
    expect(prismaMarks([row('1_a', hash('a;\r\nb;\r\n'))], known).applied).toEqual([same]);
    const windows = prismaFiles([file('1_a/migration.sql', 'a;\r\nb;\r\n')], false);
    expect(prismaMarks([row('1_a', same.checksum)], windows).applied).toEqual([{ id: '1_a', checksum: windows[0]?.checksum }]);
    const short = [...createHash('sha256').update('a;\nb;\n').digest()].map((byte) => byte.toString(16)).join('');
    expect(short.length).toBeLessThan(64);
    expect(prismaMarks([row('1_a', short)], known).applied).toEqual([same]);
    expect(prismaMarks([row('1_a', hash('a;\nb;'))], known).applied).toEqual([{ id: '1_a', checksum: hash('a;\nb;') }]);
  });
});

describe("Prisma's own settings", () => {
  const schema = (text: string): SourceFile => beside('prisma/migrations/../schema.prisma', `datasource db {\n${text}\n}\n`);
  const config = (text: string): SourceFile => beside('prisma.config.ts', text);

  it.each<[string, readonly SourceFile[], string | undefined]>([
    ['the schema', [schema('url = env("DB")')], 'DB'],
    ['the direct address', [schema('url = env("DB")\n  directUrl = env("DIRECT")')], 'DIRECT'],
    ['no comment', [schema('// directUrl = env("OLD")\n url = env("DB")')], 'DB'],
    ['no shadow', [schema('shadowDatabaseUrl = env("SHADOW")')], undefined],
    ['nothing, where it is spelt out', [schema('url = "postgresql://db/app"')], undefined],
    ['the configuration', [config("export default { datasource: { url: env<Env>('CONF') } }"), schema('url = env("DB")')], 'CONF'],
    ['the schema beside one without an address', [config("export default { schema: 'prisma' }"), schema('url = env("DB")')], 'DB'],
    ['process.env', [config('export default { datasource: { url: process.env["CONF"]! } }')], 'CONF'],
    ['the driver', [config('adapter: async () => new PrismaPg({ connectionString: process.env.PG })'), schema('url = env("DB")')], 'PG'],
    [
      'nothing, where it is computed',
      [config('export default { datasource: { url: settings.url } }'), schema('url = env("DB")')],
      undefined,
    ],
  ])('name the variable: %s', (_, files, name) => {
    expect(readProject(files).variable?.name).toBe(name);
  });

  it('name a driver in JavaScript', () => {
    expect(readProject([config("engine: 'js', adapter: async () => new PrismaPg({})")]).driver).toBe(true);
    expect(readProject([config("engine: 'classic', // adapter\n datasource: { url: env('X') }")]).driver).toBe(false);
    expect(readProject([config("datasource: { url: 'postgresql://x' } // adapter: none")]).driver).toBe(false);
    expect(readProject([schema('url = env("adapter")')]).driver).toBe(false);
    expect(readProject([])).toEqual({ driver: false, variable: undefined, folder: undefined });
  });

  it('are refused where they lead elsewhere than was looked at', () => {
    const refused = (files: readonly SourceFile[], variable = 'DATABASE_URL', folder = 'prisma/migrations'): string => {
      try {
        refuseElsewhere(readProject(files), variable, folder);
        return '';
      } catch (error) {
        if (error instanceof Failure) return `${error.reason}: ${error.text}`;
        throw error;
      }
    };
    const direct = schema('url = env("DATABASE_URL")\n  directUrl = env("DIRECT_URL")');
    expect(refused([direct])).toContain('bad-input');
    expect(refused([direct])).toContain('from DIRECT_URL (prisma/schema.prisma)');
    expect(refused([direct], 'DIRECT_URL')).toBe('');
    const moved = config("migrations: { seed: 'x', path: './db/migrations/' }");
    expect(refused([moved])).toContain('is prisma/migrations, while Prisma reads db/migrations (prisma.config.ts)');
    expect(refused([moved], 'DATABASE_URL', 'db/migrations/')).toBe('');
    expect(refused([moved], 'DATABASE_URL', '/srv/db/migrations')).toBe('');
    expect(refused([beside('.config/prisma.ts', "migrations: { path: '../prisma/migrations' }")])).toBe('');
    expect(refused([])).toBe('');
  });

  it('are looked for where Prisma looks, the one that it prefers first', () => {
    expect(patterns('a b/migrations')[0]).toBe('prisma7.config.*');
    expect(patterns('a b/migrations').at(-1)).toBe('a b/migrations/../*.prisma');
  });
});

describe("Prisma's session", () => {
  it('is told in the URL, behind what stands there and in the place of what would undo it', () => {
    const own = 'options=-c%20lock_timeout%3D5000&application_name=slipway-migrate%201';
    expect(withSession('postgresql://a:b@db/app', 5000.4, 'slipway-migrate 1')).toBe(`postgresql://a:b@db/app?${own}`);
    expect(withSession('postgresql://a:b@db/app?schema=x&application_name=y&lock_timeout=0', 5000, 'slipway-migrate 1')).toBe(
      `postgresql://a:b@db/app?schema=x&${own}`,
    );
    expect(withSession('postgresql://db/app?options=-c%20search_path%3Dx', 5000, 'slipway-migrate 1')).toBe(
      'postgresql://db/app?options=-c%20search_path%3Dx%20-c%20lock_timeout%3D5000&application_name=slipway-migrate%201',
    );
  });
});

describe("Prisma's words", () => {
  const said = (error: string, sqlstate = '42P01'): string =>
    `Error: P3018\n\n\u001b[31mA migration failed to apply.\u001b[39m\n\nMigration name: 2_b\n\nDatabase error code: ${sqlstate}\n\nDatabase error:\n${error}\n\nPosition:\n`;
  const of = (stderr: string): unknown => explain({ stderr, stdout: '' });

  it('give the code and the words of the server, and say so only where it was the server that refused', () => {
    const message = 'ERROR: relation "nowhere" does not exist';
    expect(of(said(message))).toEqual({ sqlstate: '42P01', message });
    expect(of(said('FATAL: terminating connection due to administrator command', '57P01'))).toMatchObject({ sqlstate: '57P01' });
    expect(of(said('connection closed', 'none'))).toEqual({});
    expect(of('Error: P1001: no answer')).toEqual({});
  });

  it('tell that its own lock was waited for', () => {
    const words = 'Error: P1002\n\nContext: Timed out trying to acquire a postgres advisory lock (SELECT pg_advisory_lock(72707369)).';
    expect(of(words)).toEqual({ sqlstate: '55P03' });
  });
});
