import { describe, expect, it } from '@jest/globals';
import type { HazardClass } from '../src/classify/hazard.ts';
import type { Judgement } from '../src/judgement.ts';
import { requireTime, whyBackup } from '../src/proof.ts';
import { redirected, withoutSecrets } from '../src/rehearse/environment.ts';
import { compatible, fill } from '../src/rehearse/learn.ts';
import { databaseHosts, isolated } from '../src/rehearse/model.ts';
import { createRecorder } from '../src/rehearse/recorder.ts';
import { secretNames } from '../src/rehearse/stand-ins.ts';
import { wordsOf } from '../src/rehearse/words.ts';

const revision = { id: 'c3', parents: ['b2'], doc: '', path: 'c3.py' };
const judged = (found: HazardClass | undefined, unseen?: string): Judgement => ({
  revisions: [
    {
      id: 'c3',
      path: 'c3.py',
      unseen,
      findings: found
        ? [
            {
              rule: 'r',
              class: found,
              object: 't',
              why: '',
              instead: '',
              revision: 'c3',
              path: '',
              line: 1,
              statement: '',
              allowed: 'meant',
            },
          ]
        : [],
    },
  ],
  verdicts: [],
  compatible: 'true',
  annotations: [],
});

describe('a backup is needed', () => {
  const why = (judgement: Judgement | undefined, tables = ['public.notes'], direction: 'upgrade' | 'downgrade' = 'upgrade') =>
    whyBackup({ revisions: [revision], direction, judgement }, { tables, current: [] });

  it('where data can be lost, and where nobody knows, even if a person allowed it', () => {
    expect(why(judged('destructive'))).toBe('c3 is destructive (r on t)');
    expect(why(judged('rewrite'))).toContain('rewrite');
    expect(why(judged('may-fail-on-data'))).toContain('may-fail-on-data');
    expect(why(judged(undefined, 'it looks'))).toBe('nobody could judge what c3 does');
    expect(why(undefined)).toBe('nobody could judge what c3 does');
  });

  it('not where nothing is lost: harmless revisions, an empty database, a way back, nothing to do', () => {
    for (const one of ['safe', 'brief-lock', 'scan-under-lock', 'breaks-old-code'] as const) expect(why(judged(one))).toBeUndefined();
    expect(why(judged('destructive'), [])).toBeUndefined();
    // Tables outside of the search path are not seen; a revision is.
    expect(
      whyBackup({ revisions: [revision], direction: 'upgrade', judgement: judged('destructive') }, { tables: [], current: ['b2'] }),
    ).toContain('destructive');
    expect(why(judged('destructive'), undefined, 'downgrade')).toBeUndefined();
    const merge = { revisions: [{ ...revision, empty: true }], direction: 'upgrade', judgement: undefined } as const;
    expect(whyBackup(merge, { tables: ['public.notes'], current: ['b2'] })).toBeUndefined();
    expect(whyBackup({ revisions: [], direction: 'upgrade', judgement: undefined }, { tables: ['t'], current: ['b2'] })).toBeUndefined();
  });
});

describe('after a rehearsal', () => {
  it('the live database is not begun with where the time would end in the middle of it', () => {
    expect(() => requireTime(5000, undefined)).not.toThrow();
    expect(() => requireTime(50_000, { duration: 10_000 })).not.toThrow();
    expect(() => requireTime(49_000, { duration: 10_000 })).toThrow('49.0 s are left, and the revisions took 10.0 s on a copy.');
  });
});

describe('what a rehearsal runs in', () => {
  it('has other secrets of the same form, and the names that lead to the database', () => {
    const given = {
      DATABASE_URL: 'postgresql+psycopg://notes:Tr0ub4dor@db:5432/notes?x=1',
      API_TOKEN: 'abC-12_9',
      SENTRY_URL: 'https://sentry.example.com/1',
      POSTGRES_USER: 'notes',
      TOKEN_TTL: '3600',
      MAX_KEY: '3600',
      EMPTY_SECRET: null,
      DB_PWD: 'hunter2',
      SENTRY_DSN: 'https://abcdef@sentry.example.com/1',
      AUDIT_URL: 'postgresql://notes@db/audit?user=u&password=s3cret',
      DATABASE_DSN: 'postgresql://notes:p/w@h/d',
      POSTGRES_PASSWORD_FILE: '/run/secrets/db',
    };
    const made = withoutSecrets(given);
    expect(made['DATABASE_URL']).toMatch(/^postgresql\+psycopg:\/\/notes:[A-Z][a-z]\d[a-z]{2}\d[a-z]{3}@db:5432\/notes\?x=1$/);
    expect(made['DATABASE_URL']).not.toBe(given.DATABASE_URL);
    expect(made['DB_PWD']).toMatch(/^(?!hunter2)[a-z]{6}\d$/);
    expect(made['SENTRY_DSN']).toMatch(/^https:\/\/(?!abcdef)[a-z]{6}@sentry\.example\.com\/1$/);
    expect(made['AUDIT_URL']).toMatch(/^postgresql:\/\/notes@db\/audit\?user=u&password=(?!s3cret)[a-z]\d[a-z]{4}$/);
    expect(made['DATABASE_DSN']).toMatch(/^postgresql:\/\/notes:[a-z]\/[a-z]@h\/d$/);
    expect(made['POSTGRES_PASSWORD_FILE']).toBe('/run/secrets/db');
    expect(made['API_TOKEN']).toMatch(/^[a-z]{2}[A-Z]-\d\d_\d$/);
    expect(made).toMatchObject({
      SENTRY_URL: given.SENTRY_URL,
      POSTGRES_USER: 'notes',
      TOKEN_TTL: '3600',
      MAX_KEY: '3600',
      EMPTY_SECRET: null,
    });
  });

  it('leads a given address to the copy, without what it says of encryption', () => {
    expect(redirected('postgresql+asyncpg://u:p%40@db.example.com:6543/app?ssl=require&application_name=x', 'copy')).toBe(
      'postgresql+asyncpg://u:p%40@copy:5432/app?application_name=x',
    );
    expect(redirected('postgres://u@[::1]/app?sslmode=verify-full', 'copy')).toBe('postgres://u@copy:5432/app');
  });

  it('is on one network, and has nothing of others', () => {
    const model = {
      name: 'notes',
      services: {
        backend: {
          environment: { SECRET_KEY: 'abcdef' },
          privileged: true,
          use_api_socket: true,
          scale: 3,
          deploy: { replicas: 3, restart_policy: { condition: 'any' }, resources: { limits: { memory: '1G' } } },
          network_mode: 'host',
          extra_hosts: ['live:10.0.0.1'],
          secrets: [{ source: 'pw', target: '/etc/pw', mode: '0440', uid: '7' }],
          volumes: [
            { type: 'volume', source: 'uploads', target: '/uploads' },
            { type: 'bind', source: '/srv/app', target: '/app' },
            { type: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock' },
            // A server's socket is reached through a folder that may only be read.
            { type: 'bind', source: '/var/run/postgresql', target: '/var/run/postgresql' },
          ],
        },
        db: { container_name: 'notes-db', networks: { default: { aliases: ['postgres'] } } },
      },
      secrets: { pw: { file: './pw' } },
    };
    const { services, networks, secrets } = isolated(model as never, 'backend', 'room') as never as Record<string, never>;
    const replaced = isolated(model as never, 'backend', 'room', { pw: '/home/deploy/.slipway/notes/rehearsal-9-a/0' });
    expect(replaced['secrets']).toEqual({ pw: { file: '/home/deploy/.slipway/notes/rehearsal-9-a/0' } });
    expect(replaced.services['backend']?.['secrets']).toEqual([{ source: 'pw', target: '/etc/pw' }]);
    expect(secretNames(model as never, 'backend')).toEqual(['pw']);
    expect(services).toEqual({
      backend: {
        cpu_shares: 256,
        oom_score_adj: 800,
        deploy: { resources: { limits: { memory: '1G' } } },
        environment: { SECRET_KEY: expect.stringMatching(/^[a-z]{6}$/) },
        networks: { rehearsal: null },
        volumes: [{ type: 'bind', source: '/srv/app', target: '/app', read_only: true }],
      },
    });
    expect(networks).toEqual({ rehearsal: { name: 'room', external: true } });
    expect(secrets).toBeUndefined();
    expect(databaseHosts(model as never, 'db')).toEqual(['db', 'postgres', 'notes-db']);
  });
});

describe('what a rehearsal teaches', () => {
  it('fills in what could not be seen, and nothing else', () => {
    const statement = (sql: string) => ({ sql, line: 3 });
    const seen = { id: 'a', path: 'a.py', statements: [statement('select 1')], unseen: undefined, allows: [] };
    const blind = { ...seen, id: 'b', statements: [], unseen: 'it looks', allows: [{ rule: 'r', reason: 'x', line: 1 }] };
    const offline = { plan: { transactional: true, perRevision: false, revisions: [seen, blind] }, live: {} as never, failed: undefined };
    const ran = (id: string, unseen?: string) => ({ id, path: '', statements: [statement(`ran ${id}`)], unseen, allows: [] });
    const { revisions } = fill(offline, [ran('a'), ran('b'), ran('c')]).plan;
    expect(revisions.map(({ id, statements, unseen, allows }) => [id, statements[0]?.sql, unseen, allows.length])).toEqual([
      ['a', 'select 1', undefined, 0],
      ['b', 'ran b', undefined, 1],
      ['c', 'ran c', undefined, 0],
    ]);
    const reaching = { ...blind, unseen: 'it reaches outside of the migration (subprocess.Popen)' };
    const kept = fill({ ...offline, plan: { ...offline.plan, revisions: [reaching] } }, [ran('b')]).plan.revisions[0];
    expect(kept?.unseen).toContain('subprocess.Popen');
    expect(fill(undefined, [ran('b', 'it takes the driver')]).plan.revisions[0]?.unseen).toBe('it takes the driver');
  });

  it('lets old code that fails count, and old code that works count only where nothing was found', () => {
    const all = (['true', 'false', 'unknown'] as const).map((one) => [
      compatible(one, true),
      compatible(one, false),
      compatible(one, undefined),
    ]);
    expect(all).toEqual([
      ['true', 'false', 'true'],
      ['false', 'false', 'false'],
      ['true', 'false', 'unknown'],
    ]);
  });

  it('says how long a table that stood before was locked: from the first statement of its revision until it was seen last', () => {
    let now = 0;
    const recorder = createRecorder(['public.notes'], () => now);
    const at = (time: number, message: Parameters<typeof recorder.hear>[0]): void => {
      now = time;
      recorder.hear(message);
    };
    at(100, { kind: 'statement', id: 'a', sql: 'alter table notes add x int', line: 1 });
    at(250, { kind: 'locked', id: 'a', tables: ['public.notes', 'public.made'] });
    at(300, { kind: 'statement', id: 'b', sql: 'select 1', line: 1 });
    at(900, { kind: 'locked', id: 'b', tables: ['public.notes'] });
    expect(recorder.told()).toMatchObject({ locks: { 'public.notes': 800 }, outside: {} });
    at(960, { kind: 'statement', id: 'c', sql: 'create index concurrently i on notes (id)', line: 3 });
    for (const ms of [40, 1500, 7]) at(970, { kind: 'outside', id: 'c', ms });
    expect(recorder.told().captured.map((one) => one.id)).toEqual(['a', 'b', 'c']);
    const words = wordsOf({
      restored: 1000,
      bytes: 2e6,
      duration: 500,
      ran: [],
      repeatable: false,
      oldCode: undefined,
      notes: [],
      ...recorder.told(),
    });
    expect(words).toBe(
      'on a copy of 2.0 MB, made in 1.0 s: 0 revisions in 500 ms. Locked against readers until its revision ended, at most: `public.notes` 800 ms. Not in this are locks of statements outside of a transaction: `c` (the longest 1.5 s). The way back is **not repeatable**.',
    );
  });
});
