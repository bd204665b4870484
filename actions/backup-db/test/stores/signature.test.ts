import { expect, test } from '@jest/globals';
import { canonicalQuery, emptyHash, encode, sign } from '../../src/stores/s3/signature.ts';

/** The examples of "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk" in the S3 API reference. */
const credentials = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const at = new Date('2013-05-24T00:00:00Z');
const host = 'https://examplebucket.s3.amazonaws.com';
const put = { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' };
const written = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';

test.each([
  ['GET', '/test.txt', { range: 'bytes=0-9' }, emptyHash, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
  ['PUT', '/test%24file.text', put, written, '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
  ['GET', '/?lifecycle', {}, emptyHash, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['GET', '/?max-keys=2&prefix=J', {}, emptyHash, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
])('%s %s has the signature that AWS says', (method, path, headers, hash, signature) => {
  const signed = sign({ method, url: new URL(host + path), headers, hash }, credentials, 'us-east-1', at);
  expect(signed['authorization']).toMatch(new RegExp(`Signature=${signature}$`));
});

test('a token of temporary credentials is part of what is signed', () => {
  const request = { method: 'GET', url: new URL(host), headers: {}, hash: emptyHash };
  const signed = sign(request, { ...credentials, token: 'session' }, 'us-east-1', at);
  expect(signed).toMatchObject({ 'x-amz-security-token': 'session', 'x-amz-date': '20130524T000000Z' });
  expect(signed['authorization']).toContain('x-amz-security-token');
});

test('every sign that an address treats specially is encoded as AWS does', () => {
  expect(encode("a b+c/d!'()*~é")).toBe('a%20b%2Bc%2Fd%21%27%28%29%2A~%C3%A9');
  expect(canonicalQuery(new URLSearchParams({ prefix: 'a b', delimiter: '/', 'list-type': '2' }))).toBe(
    'delimiter=%2F&list-type=2&prefix=a%20b',
  );
});
