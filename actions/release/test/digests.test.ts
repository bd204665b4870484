import { expect, test } from '@jest/globals';
import { digestsOf, imagesOf } from '../src/digests.ts';
import { images, planOf } from './github.ts';

const { settings } = planOf();
const message = (digests: string): string =>
  imagesOf(digests, settings)
    .problems.map((problem) => problem.message)
    .join();

test('digests and the repositories of the Slipway file are images, and the other way round', () => {
  const digests = JSON.stringify(digestsOf(images));
  expect(digests).toBe(`{"backend":"sha256:${'0f3c'.repeat(16)}"}`);
  expect(imagesOf(digests, settings)).toEqual({ images, problems: [] });
});

test.each([
  ['', /no JSON/],
  ['[]', /no JSON/],
  ['{"backend":1}', /no JSON/],
  ['{}', /lacks backend; the Slipway file releases backend/],
  [`{"backend":"sha256:${'0'.repeat(64)}","worker":"x"}`, /has worker/],
  ['{"backend":"latest"}', /no digest for backend/],
  [`{"backend":"sha256:${'0'.repeat(64)}@evil"}`, /no digest for backend/],
])('%s is refused', (digests, expected) => {
  expect(message(digests)).toMatch(expected);
});
