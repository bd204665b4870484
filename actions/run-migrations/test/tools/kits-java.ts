import { join } from 'node:path';
import { clear, type Kit, type Move, numbered, put } from './kit.ts';
import { sql } from './kits.ts';

const programs = join(import.meta.dirname, '../../../../.cache/bin');

export const flyway: Kit = {
  ...sql,
  tool: 'flyway',
  inputs: { 'tool-command': join(programs, 'flyway') },
  write(folder, moves) {
    clear(folder, 'sql');
    moves.forEach(({ name, up }, at) => {
      put(folder, `sql/V${at + 1}__${name}.sql`, `${up}\n`);
    });
  },
  id: (_, n) => String(n),
  file: /^sql\/V\d+__\w+\.sql$/,
  undoes: false,
  spoil: (id) =>
    `insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
     values (9, '${id}', 'pinned', 'SQL', 'V${id}__pinned.sql', 'somebody', 1, false)`,
};

const folderOfChanges = 'db/changelog/changes';

function liquibaseOf(format: string, body: (move: Move, id: string) => string, more: Partial<Kit>): Kit {
  const name = (move: Move, at: number): string => `${folderOfChanges}/${numbered(move, at)}.${format}`;
  return {
    ...sql,
    tool: 'liquibase',
    inputs: { 'tool-command': join(programs, 'liquibase'), migrations: 'db/changelog/root.yaml' },
    write(folder, moves) {
      clear(folder, 'db');
      put(folder, 'db/changelog/root.yaml', `databaseChangeLog:\n  - includeAll:\n      path: ${folderOfChanges}\n`);
      moves.forEach((move, at) => {
        put(folder, name(move, at), body(move, String(at + 1)));
      });
    },
    id: (moves, n) => `${name(moves[n - 1] as Move, n - 1)}::${n}::team`,
    file: new RegExp(`^${folderOfChanges}/\\d{4}_\\w+\\.${format}$`),
    ...more,
  };
}

/** Formatted SQL, which is judged as it stands. */
export const liquibase: Kit = liquibaseOf(
  'sql',
  ({ up, down, loose }, id) => {
    const back = (down ?? '').split('\n').filter(Boolean);
    const head = `--changeset team:${id}${loose ? ' runInTransaction:false' : ''}`;
    return ['--liquibase formatted sql', head, up, ...back.map((line) => `--rollback ${line}`), ''].join('\n');
  },
  {},
);

const statements = (text: string): string[] =>
  text
    .replaceAll(/^--.*\n/gm, '')
    .split(/(?<=;)\n/)
    .filter((one) => one.trim() !== '');
const comments = (text: string): string[] => [...text.matchAll(/^--(.*)$/gm)].map(([, comment = '']) => comment);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** XML, judged by the SQL that Liquibase makes of it. */
export const liquibaseXml: Kit = liquibaseOf(
  'xml',
  ({ up, down, loose }, id) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
      '  xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">',
      `  <changeSet id="${id}" author="team"${loose ? ' runInTransaction="false"' : ''}>`,
      ...comments(up).map((text) => `    <!-- ${text.trim()} -->`),
      ...statements(up).map((text) => `    <sql>${escaped(text)}</sql>`),
      ...(down === undefined ? [] : [`    <rollback>${escaped(down)}</rollback>`]),
      '  </changeSet>',
      '</databaseChangeLog>',
      '',
    ].join('\n'),
  { comments: '#' },
);

/** A document of YAML or JSON. */
function documentOf({ up, down, loose }: Move, id: string): object {
  const changes = statements(up).map((text) => ({ sql: { sql: text } }));
  const back = down === undefined ? {} : { rollback: [{ sql: { sql: down } }] };
  return { databaseChangeLog: [{ changeSet: { id, author: 'team', ...(loose ? { runInTransaction: false } : {}), changes, ...back } }] };
}

export const liquibaseJson: Kit = liquibaseOf('json', (move, id) => `${JSON.stringify(documentOf(move, id), null, 2)}\n`, {
  comments: '#',
});

export const liquibaseYaml: Kit = liquibaseOf(
  'yaml',
  (move, id) => {
    const { up, down, loose } = move;
    const text = (value: string): string => JSON.stringify(value);
    return [
      'databaseChangeLog:',
      '  - changeSet:',
      `      id: "${id}"`,
      '      author: team',
      ...(loose ? ['      runInTransaction: false'] : []),
      ...comments(up).map((comment) => `      # ${comment.trim()}`),
      '      changes:',
      ...statements(up).map((one) => `        - sql: { sql: ${text(one)} }`),
      ...(down === undefined ? [] : ['      rollback:', `        - sql: { sql: ${text(down)} }`]),
      '',
    ].join('\n');
  },
  { comments: '#' },
);
