import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { failureOf } from '../../../../test/engines/host.ts';
import { type CommandRig, startCommand } from './command-rig.ts';
import { routerContract } from './suite.ts';

routerContract('command', startCommand, { sequences: 5, races: 1 });

let rig: CommandRig;
beforeAll(async () => {
  rig = await startCommand();
});
afterAll(() => rig?.close());

const script = (...lines: string[]): Record<string, string> => ({ 'router-command': rig.write(['#!/bin/sh', ...lines, ''].join('\n')) });

test.each([
  [
    'ends with an error',
    'echo "the balancer is away" >&2; exit 3',
    /the balancer is away\s.*ended with code 3 for SLIPWAY_OPERATION=read/s,
  ],
  ['says nothing', 'exit 0', /answered SLIPWAY_OPERATION=read with nothing, where \{"word": "blue"\}/],
  ['says no JSON', 'echo green', /with green, where/],
  ['says a word that is none', `echo '{"word": "purple"}'`, /with \{"word": "purple"\}, where/],
  ['says a share of 100', `echo '{"word": "green_100"}'`, /where \{"word"/],
  ['says two things', `echo '{"word": "blue"} {"word": "green"}'`, /no JSON/],
  ['claims what is not known', `echo '{"word": "blue", "weights": "some"}'`, /weights must be binary or percent/],
  ['counts nothing', `echo '{"word": "blue", "inflight": 3}'`, /inflight must be numbers for blue and green/],
])('a program that %s is no router', async (_, line, message) => {
  const { reason, text } = await failureOf(rig.open(script(line)));
  expect([reason, text]).toEqual(['router-setup', expect.stringMatching(message)]);
});

test('one that is not there, and a path that is none', async () => {
  expect(await failureOf(rig.open({ 'router-command': '/nonexistent/route' }))).toMatchObject({
    reason: 'router-setup',
    message: expect.stringContaining('cannot be run'),
  });
  expect((await failureOf(rig.open({ 'router-command': 'route' }))).reason).toBe('bad-input');
  expect((await failureOf(rig.open())).reason).toBe('bad-input');
});

test('it is told project, word, and the addresses of both colours', async () => {
  const told = script('env | grep ^SLIPWAY_ | sort > "$0.told"', `echo '{"word": "none", "inflight": {"blue": 2, "green": 0}}'`);
  const adapter = await rig.open(told);
  expect(adapter.abilities).toEqual({ weights: 'binary', restart: 'set', reserve: false, drain: 'observed', websockets: 'cut' });
  expect([await adapter.inflight('blue'), await adapter.inflight('green')]).toEqual([2, 0]);
  const { stdout } = await rig.shell.run(['cat', `${told['router-command']}.told`]);
  const { blue, green } = rig.colors;
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining([
      `SLIPWAY_BLUE=${rig.published.port}=127.0.0.1:${blue.host.port}`,
      `SLIPWAY_GREEN=${rig.published.port}=127.0.0.1:${green.host.port}`,
      'SLIPWAY_PROJECT=notes',
    ]),
  );
});

test('one that does not come back is ended', async () => {
  const { text } = await failureOf(rig.open({ ...script('sleep 60'), 'router-command-timeout': '1s' }));
  expect(text).toContain('did not end within 1 s');
});
