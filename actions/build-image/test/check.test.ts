import { describe, expect, test } from '@jest/globals';
import { inputsOf } from './inputs.ts';

const image = 'ghcr.io/acme/notes/backend';
const digest = `sha256:${'a'.repeat(64)}`;

describe('inputs', () => {
  test('an image alone is enough, and nothing gets a deployable tag by default', () => {
    expect(inputsOf({ image })).toMatchObject({
      mode: 'build',
      push: 'digest',
      context: '.',
      provenance: 'false',
      retries: 2,
      timeout: 1_200_000,
    });
  });

  test.each([
    ['no image', {}, 'image: is required'],
    ['image with tag', { image: `${image}:1.0` }, 'holds a tag'],
    ['image with digest', { image: `${image}@${digest}` }, 'holds a digest'],
    ['image in capitals', { image: 'ghcr.io/Acme/notes' }, 'must be lower case: ghcr.io/acme/notes'],
    ['image that is an option', { image: '--privileged' }, 'is not the name of a repository'],
    ['a whole reference as tag', { image, tags: `${image}:1.0` }, 'is not a tag'],
    ['a tag that is an option', { image, tags: '-latest' }, 'is not a tag'],
    ['a tag that is too long', { image, tags: 'a'.repeat(129) }, 'is not a tag'],
    ['push tags without tags', { image, push: 'tags' }, 'tags: is required with push tags'],
    ['mode tag without anything', { image, mode: 'tag' }, 'digest: is required with mode tag'],
    ['a digest that is none', { image, mode: 'tag', tags: 'a', digest: 'sha256:abc' }, 'digest: is not a digest'],
    ['a build argument without value', { image, 'build-args': 'TOKEN' }, "build-args: 'TOKEN' has no value"],
    ['a label without value', { image, labels: 'team' }, "labels: 'team' has no value"],
    ['a password without user', { image, 'registry-password': 'hunter22' }, 'registry-username: is needed'],
    ['a user without password', { image, 'registry-username': 'me' }, 'registry-password: is needed'],
    ['an empty secret', { image, secrets: 'npm=' }, 'entry 1 (npm) is empty'],
    ['a secret without id', { image, secrets: 'glpat-abcdef' }, 'entry 1 is not id=value'],
    ['a context by URL', { image, context: 'https://example.com/x.git' }, 'context: is a URL'],
  ])('%s is refused', (_, given, message) => {
    expect(() => inputsOf(given)).toThrow(message);
  });

  test('every problem is told at once, and no secret with it', () => {
    const wrong = (): unknown => inputsOf({ image: 'A', tags: '-x', secrets: 'very secret words', provenance: 'yes', retries: '-1' });
    expect(wrong).toThrow(/retries[\s\S]*provenance|provenance[\s\S]*retries/);
    const wrongCombination = (): unknown => inputsOf({ image: 'A', tags: '-x', secrets: 'very secret words' });
    expect(wrongCombination).toThrow(/3 inputs need attention/);
    expect(wrongCombination).not.toThrow(/very secret/);
  });
});
