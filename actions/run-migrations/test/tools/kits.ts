import { join } from 'node:path';
import { clear, type Kit, type Move, numbered, put, withoutTls } from './kit.ts';

const root = join(import.meta.dirname, '../../../..');
const tools = join(root, '.cache/migrate/node_modules');
export const python = join(root, '.cache/venv/bin/python');

export const sql: Kit = {
  tool: 'sql',
  inputs: {},
  url: (plain) => plain,
  write(folder, moves) {
    clear(folder, 'migrations');
    moves.forEach((move, at) => {
      const name = `migrations/${numbered(move, at)}`;
      put(folder, `${name}.sql`, `${move.loose ? '-- slipway: no-transaction\n' : ''}${move.up}\n`);
      if (move.down) put(folder, `${name}.down.sql`, `${move.down}\n`);
    });
  },
  id: (moves, n) => numbered(moves[n - 1] as Move, n - 1),
  file: /^migrations\/\d{4}_\w+\.sql$/,
  undoes: true,
  stops: true,
  remembers: true,
  together: false,
  comments: '--',
  looses: true,
};

const version = (at: number): string => `2026010100000${at}`;

export const dbmate: Kit = {
  ...sql,
  tool: 'dbmate',
  inputs: { 'tool-command': join(tools, '@dbmate/linux-x64/bin/dbmate') },
  url: withoutTls,
  write(folder, moves) {
    clear(folder, 'db');
    moves.forEach(({ name, up, down, loose }, at) => {
      const head = `-- migrate:up${loose ? ' transaction:false' : ''}`;
      put(folder, `db/migrations/${version(at + 1)}_${name}.sql`, `${head}\n${up}\n\n-- migrate:down\n${down ?? ''}\n`);
    });
  },
  id: (_, n) => version(n),
  file: /^db\/migrations\/\d{14}_\w+\.sql$/,
  remembers: false,
};

export const golangMigrate: Kit = {
  ...sql,
  tool: 'golang-migrate',
  inputs: { 'tool-command': join(root, '.cache/bin/migrate') },
  url: withoutTls,
  write(folder, moves) {
    clear(folder, 'migrations');
    moves.forEach((move, at) => {
      put(folder, `migrations/${numbered(move, at, 6)}.up.sql`, `${move.up}\n`);
      if (move.down) put(folder, `migrations/${numbered(move, at, 6)}.down.sql`, `${move.down}\n`);
    });
  },
  id: (_, n) => String(n).padStart(6, '0'),
  ahead: '2',
  file: /^migrations\/\d{6}_\w+\.up\.sql$/,
  remembers: false,
  spoil: (id) => `update schema_migrations set version = ${Number(id)}, dirty = true`,
};

const settings = (): string => `
from urllib.parse import urlsplit, unquote
import os
at = urlsplit(os.environ['DATABASE_URL'])
print('a secret that nobody should read')
SECRET_KEY = 'x'
INSTALLED_APPS = ['notes']
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': at.path[1:], 'USER': at.username,
                         'PASSWORD': unquote(at.password), 'HOST': at.hostname, 'PORT': at.port}}
`;

const manage = `
import os
import sys
def main():
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_settings')
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
if __name__ == '__main__':
    main()
`;

export const django: Kit = {
  ...sql,
  tool: 'django',
  inputs: { python },
  write(folder, moves) {
    clear(folder, 'notes');
    put(folder, 'manage.py', manage);
    put(folder, 'site_settings.py', settings());
    put(folder, 'notes/__init__.py', '');
    put(folder, 'notes/migrations/__init__.py', '');
    moves.forEach((move, at) => {
      const before = moves[at - 1];
      const parents = before ? `[('notes', '${numbered(before, at - 1)}')]` : '[]';
      const back = move.down ? `, reverse_sql=${JSON.stringify(move.down)}` : '';
      const statements = move.up
        .replaceAll(/^--.*\n/gm, '')
        .split(/(?<=;)\n/)
        .filter((text) => text.trim() !== '');
      const comments = [...move.up.matchAll(/^--(.*)$/gm)].map(([, text]) => `#${text}`).join('\n');
      const operations = statements.map(
        (text, n) => `migrations.RunSQL(${JSON.stringify(text)}${n === 0 ? back : ', reverse_sql=migrations.RunSQL.noop'})`,
      );
      const lines = [
        'from django.db import migrations',
        comments,
        'class Migration(migrations.Migration):',
        ...(move.loose ? ['    atomic = False'] : []),
        `    dependencies = ${parents}`,
        `    operations = [${operations.join(', ')}]`,
      ];
      put(folder, `notes/migrations/${numbered(move, at)}.py`, `${lines.join('\n')}\n`);
    });
  },
  id: (moves, n) => `notes.${numbered(moves[n - 1] as Move, n - 1)}`,
  file: /^notes\/migrations\/\d{4}_\w+\.py$/,
  remembers: false,
  comments: '#',
};

export const drizzle: Kit = {
  ...sql,
  tool: 'drizzle',
  inputs: { 'tool-command': `${join(root, 'node_modules/.bin/node')}\nmigrate.mjs` },
  write(folder, moves) {
    clear(folder, 'drizzle');
    clear(folder, 'node_modules');
    put(
      folder,
      'drizzle.config.ts',
      "export default { dialect: 'postgresql', out: './drizzle', dbCredentials: { url: process.env.DATABASE_URL } };\n",
    );
    const lines = [
      `import { drizzle } from '${join(tools, 'drizzle-orm/node-postgres/index.js')}';`,
      `import { migrate } from '${join(tools, 'drizzle-orm/node-postgres/migrator.js')}';`,
      'const db = drizzle(process.env.DATABASE_URL);',
      "await migrate(db, { migrationsFolder: 'drizzle' });",
      'await db.$client.end();',
    ];
    put(folder, 'migrate.mjs', lines.join('\n'));
    const entries = moves.map((move, at) => ({
      idx: at,
      version: '7',
      when: 1_760_000_000_000 + at,
      tag: numbered(move, at),
      breakpoints: true,
    }));
    put(folder, 'drizzle/meta/_journal.json', JSON.stringify({ version: '7', dialect: 'postgresql', entries }));
    moves.forEach((move, at) => {
      const text = move.up.split(/(?<=;)\n/).join('\n--> statement-breakpoint\n');
      put(folder, `drizzle/${numbered(move, at)}.sql`, `${text}\n`);
    });
  },
  ahead: 'the one of 1760000000001',
  file: /^drizzle\/\d{4}_\w+\.sql$/,
  undoes: false,
  stops: false,
  together: true,
  looses: false,
};

/** The same by the tool's own command, which ends with 1 and says nothing where a migration fails. */
export const drizzleKit: Kit = {
  ...drizzle,
  inputs: { 'tool-command': `${join(root, 'node_modules/.bin/node')}\n${join(tools, 'drizzle-kit/bin.cjs')}\nmigrate` },
  silent: true,
};

/** A team's own program, which keeps its own table. */
const program = `
import glob, json, os, re, sys
import psycopg
table = 'own_migrations'
connection = psycopg.connect(os.environ['DATABASE_URL'])
there = connection.execute("select to_regclass('own_migrations')").fetchone()[0]
applied = [row[0] for row in connection.execute('select id from own_migrations order by at')] if there else []
def read(path):
    text = open(path).read()
    up, _, down = text.partition('-- down')
    return {'id': os.path.basename(path)[:-4], 'path': path, 'sql': up, 'down': bool(down.strip()), 'back': down, 'transaction': 'loose' not in text}
files = [read(path) for path in sorted(glob.glob('steps/*.sql'))]
order = os.environ['SLIPWAY_OPERATION']
if order == 'probe':
    own = [{key: one[key] for key in one if key != 'back'} for one in files]
    print(json.dumps({'migrations': own, 'applied': applied, 'table': 'public.own_migrations', 'stamped': there is not None}))
    sys.exit(0)
one = next(each for each in files if each['id'] == os.environ['SLIPWAY_MIGRATION'])
connection.rollback()
connection.autocommit = not one['transaction']
connection.execute('create table if not exists own_migrations (id text primary key, at timestamptz default clock_timestamp())')
connection.execute(one['sql'] if order == 'apply' else one['back'])
if order == 'apply':
    connection.execute('insert into own_migrations (id) values (%s)', [one['id']])
else:
    connection.execute('delete from own_migrations where id = %s', [one['id']])
connection.commit()
`;

export const command: Kit = {
  ...sql,
  tool: 'command',
  inputs: { 'tool-command': `${python}\nprogram.py` },
  write(folder, moves) {
    clear(folder, 'steps');
    put(folder, 'program.py', program);
    moves.forEach((move, at) => {
      put(folder, `steps/${numbered(move, at)}.sql`, `${move.up}\n${move.loose ? '-- loose\n' : ''}-- down\n${move.down ?? ''}\n`);
    });
  },
  // Python answers that its program is not there.
  missing: 'broken-environment',
  file: /^steps\/\d{4}_\w+\.sql$/,
  remembers: false,
};
