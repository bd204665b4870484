import { describe, expect, test } from '@jest/globals';
import { classify } from '../src/classify.ts';
import { lineOfStep, parseInstructions } from '../src/dockerfile.ts';
import { readBuildError } from '../src/progress.ts';

/** Ends of real logs: BuildKit of engine 20.10 and of 28, buildx 0.29. */
const oldRun = `#6 [3/3] RUN echo before && echo "::error::x" &&   false
#6 0.169 before
#6 ERROR: executor failed running [/bin/sh -c echo before]: exit code: 1
------
 > [3/3] RUN echo before && echo "::error::x" &&   false:
0.169 before
0.169 ::error::x
------
ERROR: failed to build: failed to solve: executor failed running [/bin/sh -c echo before]: exit code: 1`;
const newRun = `#6 ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1
------
 > [backend 2/2] RUN false:
------
Dockerfile:2
--------------------
   1 |     FROM alpine
   2 | >>> RUN false
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1`;
const parse =
  'ERROR: failed to build: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: unknown instruction: RNU';
const pushing = (message: string): string =>
  `------\n > pushing 127.0.0.1:1/x/y:1 with docker:\n------\nERROR: failed to build: ${message}`;
const exporting = (message: string): string =>
  `------\n > exporting to image:\n------\nERROR: failed to build: failed to solve: ${message}`;
const base = (message: string): string =>
  `------\n > [internal] load metadata for 127.0.0.1:1/none/x:1:\n------\nERROR: failed to build: failed to solve: ${message}`;
const read = (text: string): ReturnType<typeof readBuildError> => readBuildError(text.split('\n'));

describe('what buildx says', () => {
  test('a failing step of an old engine: its title and its output', () => {
    expect(read(oldRun)).toEqual({
      step: '[3/3] RUN echo before && echo "::error::x" &&   false',
      message: 'executor failed running [/bin/sh -c echo before]: exit code: 1',
      output: ['before', '::error::x'],
      line: undefined,
    });
  });

  test('a failing step of a new engine: its line too', () => {
    expect(read(newRun)).toMatchObject({ step: '[backend 2/2] RUN false', line: 2, output: [] });
  });

  test('a Dockerfile that is none', () => {
    expect(read(parse)).toEqual({
      step: undefined,
      message: 'dockerfile parse error line 2: unknown instruction: RNU',
      output: [],
      line: 2,
    });
  });

  test('the last 20 lines of a step, not all of them', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `0.1 line ${index}`);
    const { output } = readBuildError(['------', ' > [1/1] RUN x:', ...lines, '------', 'ERROR: y']);
    expect(output).toHaveLength(20);
    expect(output.at(-1)).toBe('line 49');
  });
});

describe('reasons', () => {
  test.each([
    [oldRun, 'build-failed', false],
    [newRun, 'build-failed', false],
    [parse, 'build-failed', false],
    [oldRun.replaceAll('exit code: 1', 'curl: connection refused'), 'build-failed', false],
    [pushing('received unexpected HTTP status: 500 Internal Server Error'), 'registry-error', true],
    [pushing('received unexpected HTTP status: 503 Service Unavailable'), 'registry-error', true],
    [pushing('unexpected status from PUT request to https://r/v2/x: 502 Bad Gateway'), 'registry-error', true],
    [pushing('toomanyrequests: slow'), 'registry-error', true],
    [pushing('no basic auth credentials'), 'registry-refused', false],
    [pushing('unauthorized: authentication required'), 'registry-refused', false],
    [pushing('denied'), 'registry-refused', false],
    [pushing('Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused'), 'registry-unreachable', true],
    [pushing('unexpected EOF'), 'registry-unreachable', true],
    [pushing('manifest invalid: manifest invalid'), 'push-failed', false],
    [exporting('failed to push 127.0.0.1:1/x/y:1: dial tcp 127.0.0.1:1: connect: connection refused'), 'registry-unreachable', true],
    [exporting('unexpected status from PUT request to https://r/v2/x: 500 Internal Server Error'), 'registry-error', true],
    [exporting('write /var/lib/docker/x: no space left on device'), 'build-failed', false],
    [
      base('failed to do request: Head "http://127.0.0.1:1": dial tcp 127.0.0.1:1: connect: connection refused'),
      'base-image-unavailable',
      true,
    ],
    [base('pull access denied, repository does not exist or may require authorization'), 'base-image-unavailable', false],
    [
      'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'docker-unavailable',
      false,
    ],
  ])('%#', (text, reason, transient) => {
    expect(classify(read(text))).toEqual({ reason, transient });
  });
});

describe('lines of a Dockerfile', () => {
  const dockerfile = [
    '# syntax=docker/dockerfile:1',
    'FROM python:3.13 AS build',
    'RUN echo before && \\',
    '  # a comment inside',
    '    false',
    'COPY <<EOF /etc/motd',
    'RUN this is text',
    'EOF',
    'run true',
    'FROM scratch',
    'COPY a /a',
    'COPY a /a',
  ].join('\n');

  test('continued lines are one instruction, and a here-document is none', () => {
    expect(parseInstructions(dockerfile).map(({ line, text }) => `${line} ${text}`)).toEqual([
      '2 FROM python:3.13 AS build',
      '3 RUN echo before && false',
      '6 COPY <<EOF /etc/motd',
      '9 RUN true',
      '10 FROM scratch',
      '11 COPY a /a',
      '12 COPY a /a',
    ]);
  });

  test('a step is found by its text, and not guessed where two read alike', () => {
    expect(lineOfStep(dockerfile, '[build 2/4] RUN echo before &&     false')).toBe(3);
    expect(lineOfStep(dockerfile, '[2/3] RUN true')).toBe(9);
    expect(lineOfStep(dockerfile, '[stage-1 1/2] COPY a /a')).toBeUndefined();
    expect(lineOfStep(dockerfile, '[internal] load build context')).toBeUndefined();
  });
});
