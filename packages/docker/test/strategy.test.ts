import { expect, test } from '@jest/globals';
import { decide, heldBack, type Model, migrates, migrationIn, restartOf, type Service, type Strategy, singleWriter } from '../src/index.ts';

const port = (published: string) => [{ target: 8000, published, protocol: 'tcp' }];
const on = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { condition: 'service_started' }]));

function strategiesOf(services: Record<string, Service>, given: Record<string, Strategy> = {}, released = Object.keys(services)) {
  return Object.fromEntries(decide({ name: 'shop', services }, released, given).map(({ service, strategy }) => [service, strategy]));
}

test.each<[string, Record<string, Service>, Record<string, Strategy>]>([
  ['a published service has two colours', { web: { ports: port('80') } }, { web: 'colours' }],
  [
    'what others depend on has two, also without a port',
    { web: { ports: port('80'), depends_on: on('api') }, api: {} },
    { web: 'colours', api: 'colours' },
  ],
  [
    'a name in a URL is a caller',
    { web: { ports: port('80'), environment: { API_URL: 'http://api:8000/v1' } }, api: {} },
    { web: 'colours', api: 'colours' },
  ],
  [
    'a name in a variable for hosts is a caller',
    { web: { ports: port('80'), environment: { API_HOST: 'api' } }, api: {} },
    { web: 'colours', api: 'colours' },
  ],
  [
    'the same word elsewhere is none',
    { web: { ports: port('80'), environment: { ROLE: 'worker', QUEUE: 'worker-high' } }, worker: {} },
    { web: 'colours', worker: 'singleton' },
  ],
  ['a port for other services is a server', { web: { ports: port('80') }, api: { expose: ['8000'] } }, { web: 'colours', api: 'colours' }],
  [
    'a worker without a port that nobody calls moves at the confirm',
    { web: { ports: port('80') }, ai_worker: { depends_on: on('web') } },
    { web: 'colours', ai_worker: 'singleton' },
  ],
  [
    'what others wait for until it has ended runs once',
    { web: { ports: port('80'), depends_on: { migrate: { condition: 'service_completed_successfully' } } }, migrate: {} },
    { web: 'colours', migrate: 'once' },
  ],
  [
    'a migration that nobody waits for runs once too',
    { web: { ports: port('80') }, migrate: { command: ['alembic', 'upgrade', 'head'] } },
    { web: 'colours', migrate: 'once' },
  ],
  [
    'a server that migrates first is a server',
    { web: { ports: port('80'), command: ['sh', '-c', 'alembic upgrade head && uvicorn app:app'] } },
    { web: 'colours' },
  ],
  [
    'a file database has one writer, so the service is stopped first',
    {
      api: {
        ports: port('8000'),
        environment: { DUCKDB_PATH: '/app/data/deita.duckdb' },
        volumes: [{ type: 'volume', source: 'data', target: '/app/data' }],
      },
    },
    { api: 'recreate' },
  ],
  [
    'a worker with such a file is no outage for users',
    { web: { ports: port('80') }, queue: { volumes: [{ type: 'volume', source: 'sqlite_data', target: '/data' }] } },
    { web: 'colours', queue: 'singleton' },
  ],
])('%s', (_name, services, expected) => {
  expect(strategiesOf(services)).toEqual(expected);
});

test('what the team says counts, and what is not released stays single', () => {
  const services = { web: { ports: port('80') }, db: { ports: port('5432') } };
  expect(strategiesOf(services, { web: 'recreate' }, ['web'])).toEqual({ web: 'recreate', db: 'single' });
});

test('uploads are no database', () => {
  expect(singleWriter({ volumes: [{ type: 'volume', source: 'uploads', target: '/app/uploads' }] })).toBeUndefined();
  expect(singleWriter({ volumes: [{ type: 'volume', source: 'duckdb_data', target: '/d', read_only: true }] })).toBeUndefined();
  expect(
    singleWriter({ environment: { DATABASE_URL: 'sqlite:////data/app' }, volumes: [{ type: 'volume', source: 'd', target: '/data' }] }),
  ).toContain('DATABASE_URL');
});

test('what depends on a service that is handed over waits for it', () => {
  const model: Model = {
    name: 'shop',
    services: { store: {}, web: { depends_on: on('store') }, edge: { depends_on: on('web') }, docs: {} },
  };
  const decided = decide(model, Object.keys(model.services), { store: 'recreate', web: 'colours', edge: 'colours', docs: 'colours' });
  expect(heldBack(model, decided)).toEqual(['store', 'web', 'edge']);
});

test('a restart policy is what compose makes of it', () => {
  expect(restartOf({})).toBe('no');
  expect(restartOf({ restart: 'unless-stopped' })).toBe('unless-stopped');
  expect(restartOf({ deploy: { restart_policy: { condition: 'any' } } })).toBe('always');
  expect(restartOf({ restart: 'always', deploy: { restart_policy: { condition: 'on-failure', max_attempts: 3 } } })).toBe('on-failure:3');
});

test.each([
  ['alembic upgrade head', 'alembic upgrade', true],
  ['python manage.py migrate --noinput && gunicorn app', 'manage.py migrate', false],
  ['npx prisma migrate deploy', 'prisma migrate deploy', true],
  ['bundle exec rails db:migrate', 'rails db:migrate', true],
  ['sh -c "alembic upgrade head"', 'alembic upgrade', true],
  ['uvicorn app.main:app', undefined, false],
  ['python -m migrate_images', undefined, false],
])('%s', (command, order, ends) => {
  expect(migrationIn(command)).toBe(order);
  expect(migrates(command)).toBe(ends);
});

test('a comment in a start script migrates nothing', () => {
  expect(migrationIn('#!/bin/sh\n  # alembic upgrade head\nexec uvicorn app:app')).toBeUndefined();
});
