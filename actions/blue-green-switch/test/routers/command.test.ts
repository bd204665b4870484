import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { caddyProgram } from '../../src/routers/caddy/program.ts';
import { readAnswer } from '../../src/routers/command/answer.ts';
import { commandProgram } from '../../src/routers/command/program.ts';
import { traefikProgram } from '../../src/routers/traefik/program.ts';

/** Every word that there is. */
const words = [
  'none',
  ...['blue', 'green'].flatMap((color) => [color, `${color}_trial`, ...Array.from({ length: 99 }, (_, index) => `${color}_${index + 1}`)]),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a line of shell, with the words as arguments and the functions known, prints for all of them. */
function sh(functions: string, each: string, given: readonly string[] = words): string[] {
  const text = `set -u; ${functions}\nfor w; do ${each}; done`;
  return execFileSync('dash', ['-c', text, 'sh', ...given], {
    encoding: 'utf8',
    env: { ...process.env, caddy_state: folder, router_command: 'route' },
  })
    .trimEnd()
    .split('\n');
}

test('Caddy: every word is written as a list of upstreams that is read as that word', () => {
  writeFileSync(join(folder, 'notes.json'), '[{"dial":"127.0.0.1:9","max_requests":3}]');
  const { functions } = caddyProgram({ admin: '', state: folder, weights: 'percent' });
  const pair = '10.231.0.2:8000 10.231.0.18:8000';
  expect(sh(functions, `list=$(list_for "$w" notes ${pair}); word_of "$list" ${pair}`)).toEqual(words);
  expect(sh(functions, `list_for "$w" notes b g; echo`, ['green_25', 'blue_50', 'green_trial', 'blue', 'none'])).toEqual([
    '[{"dial":"g"},{"dial":"b"},{"dial":"b"},{"dial":"b"}]',
    '[{"dial":"b"},{"dial":"g"}]',
    '[{"dial":"g"},{"dial":"g"}]',
    '[{"dial":"b"}]',
    '[{"dial":"127.0.0.1:9","max_requests":3}]',
  ]);
  expect(sh(functions, 'word_of "$w" b g', ['[]', '[{"dial":"x"}]', '[{"dial":"b"},{"dial":"b","max_requests":1}]', 'null'])).toEqual([
    'none',
    'none',
    'none',
    'none',
  ]);
});

test('Traefik: every word is written as services whose first name is read as that word', () => {
  const { functions } = traefikProgram({ api: '', file: '', state: folder, seconds: 1 });
  const line = `part "$w" notes-8000 > /dev/null; word_of notes-8000 '{"weighted":{"services":[{"name":"notes-8000-'"$w"'","weight":1}]},"name":"notes-8000@file"}'`;
  expect(sh(functions, line)).toEqual(words);
  expect(sh(functions, 'part "$w" n', ['green_10'])).toEqual(
    expect.arrayContaining([
      '          - name: n-green_10',
      '          - name: n-green',
      '            weight: 10',
      '          - name: n-blue',
      '            weight: 90',
    ]),
  );
});

test('a program of the team: every word is taken, and nothing that is none', () => {
  const { functions } = commandProgram({
    command: '',
    timeout: 1000,
    project: 'notes',
    published: [],
    address: () => ({ host: '', port: 0 }),
  });
  const answering = `${functions}\ncall() { out="{\\"more\\": 1, \\"word\\" : \\"$w\\"}"; }`;
  expect(sh(answering, 'answered read')).toEqual(words);
  expect(
    sh(answering, 'answered read 2>/dev/null || echo refused', ['green_0', 'green_100', 'red', '', 'blue_trial_1', 'none_trial']),
  ).toEqual(Array(6).fill('refused'));
});

test('an answer says what the router is able to do, or nothing', () => {
  expect(readAnswer('{"word":"blue"}')).toEqual({
    abilities: { weights: 'binary', restart: 'set', reserve: false, drain: 'timed', websockets: 'cut' },
    inflight: undefined,
  });
  expect(readAnswer('{"weights":"percent","restart":"confirmed","websockets":"kept","inflight":{"blue":1,"green":0}}')).toMatchObject({
    abilities: { weights: 'percent', restart: 'confirmed', websockets: 'kept', drain: 'observed' },
    inflight: { blue: 1, green: 0 },
  });
  expect(
    ['[]', 'null', '7', '{"restart":"never"}', '{"websockets":1}', '{"inflight":null}'].map((text) => typeof readAnswer(text)),
  ).toEqual(Array(6).fill('string'));
});
