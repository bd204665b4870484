import { describe, expect, test } from '@jest/globals';
import { type BuildPlan, buildArguments } from '../src/arguments.ts';

const plain: BuildPlan = {
  context: '/w',
  file: '/w/Dockerfile',
  metadataFile: '/t/metadata.json',
  target: undefined,
  buildArgs: [],
  buildContexts: [],
  labels: [],
  secrets: [],
  noCache: false,
  pull: false,
  provenance: 'false',
  destination: { kind: 'load', references: [] },
};
const start = [
  'docker',
  'buildx',
  'build',
  '--progress=plain',
  '--provenance=false',
  '--metadata-file=/t/metadata.json',
  '--file=/w/Dockerfile',
];
const end = ['--', '/w'];

describe('the command line of a build', () => {
  test.each<[string, Partial<BuildPlan>, readonly string[]]>([
    ['nothing but a context', {}, ['--load']],
    ['a target', { target: 'production' }, ['--target=production', '--load']],
    ['a target that looks like an option', { target: '--push' }, ['--target=--push', '--load']],
    [
      'build arguments, whatever they hold',
      {
        buildArgs: [
          { name: 'A', value: 'x y;$(id)' },
          { name: 'B', value: '' },
        ],
      },
      ['--build-arg=A=x y;$(id)', '--build-arg=B=', '--load'],
    ],
    ['named contexts', { buildContexts: [{ name: 'wheels', value: '.cache/wheels' }] }, ['--build-context=wheels=.cache/wheels', '--load']],
    ['labels', { labels: [{ name: 'a.b', value: 'c=d' }] }, ['--label=a.b=c=d', '--load']],
    ['secrets by variable', { secrets: [{ id: 'npm', variable: 'SLIPWAY_SECRET_0' }] }, ['--secret=id=npm,env=SLIPWAY_SECRET_0', '--load']],
    ['no cache, newer bases', { noCache: true, pull: true }, ['--no-cache', '--pull', '--load']],
    [
      'a push by digest',
      { destination: { kind: 'digest', name: 'ghcr.io/a/b' } },
      ['--output=type=image,push-by-digest=true,name-canonical=true,push=true,name=ghcr.io/a/b'],
    ],
    ['a push of tags', { destination: { kind: 'push', references: ['r/a:1', 'r/a:2'] } }, ['--tag=r/a:1', '--tag=r/a:2', '--push']],
    ['an image for the engine', { destination: { kind: 'load', references: ['r/a:1'] } }, ['--tag=r/a:1', '--load']],
  ])('%s', (_, plan, expected) => {
    expect(buildArguments({ ...plain, ...plan })).toEqual([...start, ...expected, ...end]);
  });

  test('provenance is always said', () => {
    expect(buildArguments({ ...plain, provenance: 'mode=max' })).toContain('--provenance=mode=max');
  });
});
