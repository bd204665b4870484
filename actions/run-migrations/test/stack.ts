import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { addRevision, type ProjectOptions, project, type RevisionFile, syncEnv } from './fixture.ts';

const root = join(import.meta.dirname, '../../..');
export const docker = (...argv: string[]): string =>
  execFileSync('docker', argv, { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();

/** Says whether the application of a version works: it is the one that reads the column body. */
const check = `import os, psycopg
with psycopg.connect(os.environ['DATABASE_URL'].replace('+psycopg', '')) as connection:
    connection.execute('select body from notes limit 1')
`;

const dockerfile = `FROM python:3.13-slim
RUN --mount=type=bind,source=wheels,target=/wheels pip install --no-index --find-links=/wheels alembic sqlalchemy 'psycopg[binary]'
COPY check.py /check.py
WORKDIR /app
CMD ["sleep", "600"]
`;

export const password = 'pr0duction-Pa55word';

/** A compose stack of a database and an application whose Alembic project is a folder of the machine. */
export interface Stack {
  readonly name: string;
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly sql: (text: string, database?: string) => string;
  add(revision: RevisionFile): void;
  compose(...words: string[]): string;
  /** Containers and networks of rehearsals that still stand. */
  left(): string;
  down(): void;
}

export function buildImage(tag: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-image-'));
  cpSync(join(root, '.cache/wheels'), join(folder, 'wheels'), { recursive: true });
  writeFileSync(join(folder, 'check.py'), check);
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  docker('buildx', 'build', '--load', '--quiet', '--tag', tag, folder);
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param services more of the compose file, as YAML
 * @param live name of the database
 */
export function startStack(image: string, options: ProjectOptions, services = '', live = 'notes'): Stack {
  const name = `rehearse-${randomBytes(4).toString('hex')}`;
  const folder = project({ env: syncEnv, ...options });
  mkdirSync(join(folder, 'server'));
  writeFileSync(
    join(folder, 'docker-compose.yml'),
    `services:
  db:
    image: postgres:17
    environment: { POSTGRES_USER: notes, POSTGRES_DB: ${live}, POSTGRES_PASSWORD: ${password} }
    healthcheck: { test: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "notes"], interval: 1s, retries: 60 }
  backend:
    image: ${image}
    environment: { DATABASE_URL: "postgresql+psycopg://notes:${password}@db:5432/${live}", API_TOKEN: "${password}-token" }
    volumes: ["${folder}:/app:ro"]
    healthcheck: { test: ["CMD", "python", "/check.py"], interval: 1s, timeout: 10s, retries: 5 }
${services.replaceAll('IMAGE', image).replaceAll('FOLDER', folder)}`,
  );
  const compose = ['compose', '--project-name', name, '--file', join(folder, 'docker-compose.yml')];
  docker(...compose, 'up', '--detach', '--wait', 'db');
  const labelled = (kind: string): string => docker(kind, 'ls', '--quiet', '--filter', `label=slipway.rehearsal=${name}`);
  return {
    name,
    folder,
    inputs: { 'project-name': name, directory: join(folder, 'server'), image },
    sql: (text, database = live) => docker('exec', `${name}-db-1`, 'psql', '-U', 'notes', '-d', database, '-Atc', text),
    add: (revision) => addRevision(folder, revision),
    compose: (...words) => docker(...compose, ...words),
    left: () => `${docker('ps', '--all', '--quiet', '--filter', `name=${name}-rehearsal`)}${labelled('network')}`,
    down() {
      docker(...compose, 'down', '--volumes', '--timeout', '1');
      rmSync(folder, { recursive: true, force: true });
      rmSync(join(homedir(), '.slipway', name), { recursive: true, force: true });
    },
  };
}
