import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { taskModel } from '@slipway/docker';
import { type ContainerOptions, modelOf, taskOf } from '../src/container.ts';
import { contract } from '../src/contract.ts';
import { interpreters, launch } from '../src/launcher.ts';
import { type Ask, program } from '../src/program/index.ts';
import { linesWithoutValues, withoutValues } from '../src/program/values.ts';
import { createScrub, secretsOf } from '../src/scrub.ts';
import { renderSummary } from '../src/summary.ts';
import { inputsOf } from './fixture.ts';

const ask: Ask = {
  task: 'probe',
  capture: false,
  mark: 'm',
  ini: 'alembic.ini',
  direction: 'upgrade',
  target: 'head',
  connect: true,
  fingerprint: false,
  sql: false,
  key: null,
  end: false,
  lockTimeout: 5000,
  run: '1.1 team/notes',
  expect: [],
};

describe('the launcher', () => {
  it('passes program and request unchanged, whatever a target holds', () => {
    const target = `x'"$(touch /tmp/no)\`\\ %s\n§`;
    const argv = launch({ ...ask, target }, 'python');
    const [sh = '', ...rest] = argv.slice(0, 6);
    // A shell function stands in for the interpreter: what it gets is what Python would get.
    const script = `python() { printf '%s' "$3"; }\n${rest[1] ?? ''}`;
    const out = execFileSync(sh, ['-c', script, 'sh', program, rest[4] ?? '', 'python']).toString();
    expect(JSON.parse(out)).toMatchObject({ target });
  });

  it('tries the next interpreter only where Alembic is missing', () => {
    const [, , script = ''] = launch(ask, 'python');
    const run = (...pythons: string[]): number => {
      const functions = 'a() { return 43; }; b() { return 0; }; c() { return 1; }';
      try {
        execFileSync('sh', ['-c', `${functions}\n${script}`, 'sh', 'p', 'r', ...pythons]);
        return 0;
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    expect([run('a', 'b'), run('a', 'c', 'b'), run('a'), run('nowhere'), run('nowhere', 'a'), run('nowhere', 'b')]).toEqual([
      0, 1, 43, 44, 43, 0,
    ]);
  });

  it('looks in virtual environments, also beside alembic.ini, unless an interpreter is named', () => {
    expect(interpreters('python', 'backend/alembic.ini')).toEqual(
      expect.arrayContaining(['python3', '.venv/bin/python', 'backend/.venv/bin/python']),
    );
    expect(interpreters('/opt/x/python', 'alembic.ini')).toEqual(['/opt/x/python']);
  });

  it('holds a program that fits into an argument', () => {
    expect(Buffer.byteLength(program)).toBeLessThan(60_000);
  });
});

describe('a statement that is shown', () => {
  const cases = [
    ["insert into tags values (2,'sk_live_X')", "insert into tags values (2,'...')"],
    ["set x = E'it\\'s' || 'it''s' where \"a'b\" = 3", "set x = '...' || '...''...' where \"a'b\" = 3"],
    ['do $a$ begin x := $b$1$b$; end $a$ -- hidden too', "do '...' "],
    ["update t set a = 'cut off", "update t set a = '...'"],
    ['select $1, $2 /* why */ from t', 'select $1, $2  from t'],
  ] as const;

  it.each(cases)('has none of its literals: %s', (sql, shown) => {
    expect(withoutValues(sql)).toBe(shown);
  });

  it('has none in the program beside Alembic either', () => {
    const [helpers = ''] = /VALUES = [\s\S]*?(?=def chain)/.exec(program) ?? [];
    const script = `import re, json, sys\n${helpers}\nprint(json.dumps([without_values(one) for one in json.loads(sys.argv[1])]))`;
    const out = execFileSync('python3', ['-c', script, JSON.stringify(cases.map(([sql]) => sql))]).toString();
    expect(JSON.parse(out)).toEqual(cases.map(([, shown]) => shown));
  });

  it('has none in what a tool said, whose other words stay', () => {
    const said = "ERROR: can't do it -- sorry\nLINE 1: insert into t values ('sk_live\n  ('sk_live_2')\nfile 'x.sql' failed";
    expect(linesWithoutValues(said)).toBe(
      "ERROR: can't do it -- sorry\nLINE 1: insert into t values ('...'\n  ('...')\nfile 'x.sql' failed",
    );
  });
});

describe('the container', () => {
  const model = {
    name: 'notes',
    services: {
      backend: {
        image: 'old',
        command: ['serve'],
        entrypoint: ['/start.sh'],
        tty: true,
        environment: { DATABASE_URL: 'postgresql://a:p$$w@db/x', MODE: 'prod' },
        networks: { default: null },
        volumes: [
          { type: 'volume', source: 'uploads', target: '/uploads' },
          { type: 'volume', source: 'media', target: '/media' },
          { type: 'bind', source: '/etc/x', target: '/etc/x' },
        ],
      },
      db: { image: 'postgres:17' },
    },
    networks: { default: { name: 'notes_default' } },
    volumes: { uploads: { name: 'notes_uploads' }, media: { name: 'notes_media' } },
  };
  const base = taskModel(model, { service: 'backend', image: 'new@sha256:1', attached: true });
  const options: ContainerOptions = { service: 'backend', image: 'new@sha256:1', python: 'python', environment: {} };

  it('runs our launcher instead of the image’s own entry point, with every dollar escaped for compose', () => {
    const { backend } = modelOf(base, options, { ...ask, target: '$HOME' }, new Set()).services;
    const entrypoint = backend?.['entrypoint'] as string[];
    expect(entrypoint.map((word) => word.replaceAll('$$', '$'))).toEqual(launch({ ...ask, target: '$HOME' }, 'python'));
    expect(entrypoint.join('').replaceAll('$$', '')).not.toContain('$');
    expect(backend).toMatchObject({ image: 'new@sha256:1', command: [], environment: { MODE: 'prod' } });
    expect(backend).not.toHaveProperty('tty');
  });

  it('leaves out volumes that do not exist yet, and nothing else', () => {
    const { backend } = modelOf(base, options, ask, new Set(['notes_media'])).services;
    expect(backend?.volumes?.map((mount) => mount.target)).toEqual(['/media', '/etc/x']);
  });

  it('gets a given URL over the service’s own', () => {
    const { backend } = modelOf(base, { ...options, environment: { DATABASE_URL: 'postgresql://a:x$y@h/d' } }, ask, new Set()).services;
    expect(backend?.environment).toEqual({ DATABASE_URL: 'postgresql://a:x$$y@h/d', MODE: 'prod' });
  });

  it('runs any other program the same way, with what it needs besides', () => {
    const task = { argv: ['migrate', '$x'], connect: true, environment: { PGUSER: 'a' }, secrets: { PGPASSWORD: 'p$w' } };
    const { backend } = taskOf(base, options, task, new Set()).services;
    expect(backend).toMatchObject({ entrypoint: ['migrate', '$$x'], command: [], networks: { default: null } });
    expect(backend?.environment).toEqual({ DATABASE_URL: 'postgresql://a:p$$w@db/x', MODE: 'prod', PGUSER: 'a', PGPASSWORD: 'p$$w' });
    expect(taskOf(base, options, { ...task, connect: false }, new Set()).services['backend']).toMatchObject({ network_mode: 'none' });
  });

  it('has no network where the database is not asked', () => {
    const { backend } = modelOf(base, options, { ...ask, connect: false }, new Set()).services;
    expect(backend).toMatchObject({ network_mode: 'none' });
    expect(backend).not.toHaveProperty('networks');
  });
});

describe('what an application prints', () => {
  it('loses what it was configured with', () => {
    const scrub = createScrub(
      secretsOf({
        DATABASE_URL: 'postgresql+psycopg://notes:p%40ss-word@db:5432/notes',
        SECRET_KEY: 'abcdefgh',
        TOKEN_MINUTES: '30',
        MODE: 'production',
        DB_PASSWORD: '',
      }),
    );
    expect(scrub('p%40ss-word p@ss-word abcdefgh production 30 notes db')).toBe('*** *** *** production 30 notes db');
  });
});

describe('the summary', () => {
  it('says the decision first and cannot be broken out of', () => {
    const revision = { id: 'a1', parents: [], doc: 'add | <img src=x> `column`', path: 'v/a1.py' };
    const plan = { direction: 'upgrade', target: 'head', from: [], heads: ['a1'], revisions: [revision], expected: ['a1'] } as const;
    const text = renderSummary({
      headline: 'Migrated: 1 revision',
      plan,
      where: 'the image x',
      rest: '',
      ran: [{ id: 'a1', duration: 12 }],
      to: ['a1'],
      duration: 20,
    });
    expect(text.split('\n')[0]).toBe('### Migrated: 1 revision');
    expect(text).toContain('`base` → `a1` in 20 ms');
    expect(text).toContain('add \\| &lt;img src=x&gt; &#96;column&#96;');
  });

  it('says where a plan leads, and why it failed instead of what would be', () => {
    const revision = { id: 'b2', parents: ['a1'], doc: '', path: 'v/b2.py' };
    const judged = { id: 'b2', path: 'v/b2.py', findings: [], unseen: undefined };
    const judgement = { revisions: [judged], verdicts: [], compatible: 'false', annotations: [] } as const;
    const base = {
      direction: 'upgrade',
      target: 'head',
      from: ['a1'],
      heads: ['b2'],
      revisions: [revision],
      expected: [],
      goal: ['b2'],
    } as const;
    const story = { headline: 'x', where: 'the image x', rest: 'pending', ran: [], to: ['a1'], duration: 0 };
    const plan = renderSummary({ ...story, plan: { ...base, judgement } });
    expect(plan).toContain('`a1` → `b2`, not done yet, with the image x.');
    expect(plan).toContain('Code from before this plan would **not** work with the schema after it.');
    const unknown = renderSummary({ ...story, plan: { ...base, judgement: { ...judgement, compatible: 'unknown' } } });
    expect(unknown).toContain('works with the schema after it is not known: not everything could be judged.');
    const failure = { message: 'b2 failed at v/b2.py:7', hint: 'Mend it.' };
    const failed = renderSummary({ ...story, plan: { ...base, judgement }, failure });
    expect(failed).toContain('b2 failed at v/b2.py:7\n\nMend it.\n\n`a1` → `a1`');
    expect(failed).not.toContain('Code from before');
  });
});

describe('the contract', () => {
  it('has defaults that make a step of one line work', () => {
    expect(inputsOf({})).toMatchObject({
      mode: 'apply',
      transport: 'run',
      service: 'backend',
      'database-service': 'db',
      target: 'head',
      revision: '-1',
      'ddl-lock-timeout': 5000,
    });
    expect(Object.keys(contract.reasons)).toEqual(
      expect.arrayContaining(['multi-head', 'db-ahead', 'failed-clean', 'failed-rolled-back', 'failed-partial']),
    );
  });
});
