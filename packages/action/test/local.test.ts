import { describe, expect, test } from '@jest/globals';
import { Failure } from '../src/index.ts';
import { localEnvironment } from '../src/local.ts';
import { contract } from './fixture/contract.ts';

describe('the command line of a person', () => {
  test.each<[string[], Record<string, string>]>([
    [['--host=app'], { INPUT_HOST: 'app' }],
    [['--host', 'app', '--port', '22'], { INPUT_HOST: 'app', INPUT_PORT: '22' }],
    [['--verbose', '--host', 'app'], { INPUT_VERBOSE: 'true', INPUT_HOST: 'app' }],
    [['--verbose=false'], { INPUT_VERBOSE: 'false' }],
    [['--host=a=b'], { INPUT_HOST: 'a=b' }],
    [['--paths=/a\n/b'], { INPUT_PATHS: '/a\n/b' }],
    [['--host='], { INPUT_HOST: '' }],
  ])('%j', (argv, inputs) => {
    expect(localEnvironment(contract, argv, {})).toEqual(inputs);
  });

  test('wins over variables', () => {
    expect(localEnvironment(contract, ['--host=b'], { INPUT_HOST: 'a', INPUT_SSH_KEY: 'k' })).toEqual({
      INPUT_HOST: 'b',
      'INPUT_SSH-KEY': 'k',
    });
  });

  test('names every unknown option', () => {
    expect.assertions(2);
    try {
      localEnvironment(contract, ['--hots=a', 'apply', '--nothing-like-it'], {});
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      expect((error as Failure).text.match(/^- .*$/gm)).toEqual([
        '- --hots=a: is not an input of fixture; did you mean --host?',
        '- apply: is not an input of fixture',
        '- --nothing-like-it: is not an input of fixture',
      ]);
    }
  });
});
