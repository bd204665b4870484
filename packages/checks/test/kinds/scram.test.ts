import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { startScram } from '../../src/kinds/scram.ts';

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The server's side of RFC 5802, from what it stores. */
function serverSide(password: string, first: string, nonce: string): { first: string; final: string; clientKey: Buffer; whole: string } {
  const salt = Buffer.from('a salt of a test');
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256');
  const serverFirst = `r=${nonce}server,s=${salt.toString('base64')},i=4096`;
  const whole = `${first.slice(3)},${serverFirst},c=biws,r=${nonce}server`;
  return {
    first: serverFirst,
    final: `v=${hmac(hmac(salted, 'Server Key'), whole).toString('base64')}`,
    clientKey: hmac(salted, 'Client Key'),
    whole,
  };
}

test('the proof holds, and so does that of the server', async () => {
  const scram = startScram('pencil', 'nonce');
  const server = serverSide('pencil', scram.first, 'nonce');
  const proof = Buffer.from((await scram.proof(server.first))?.replace(/^.*,p=/, '') ?? '', 'base64');
  const signature = hmac(createHash('sha256').update(server.clientKey).digest(), server.whole);
  expect(Buffer.from(proof.map((byte, index) => byte ^ (signature[index] ?? 0)))).toEqual(server.clientKey);
  expect(scram.verify(server.final)).toBe(true);
});

test('a server that does not know the password, skips its proof, or asks for endless work', async () => {
  const scram = startScram('pencil', 'nonce');
  for (const final of ['v=', '', 'e=other-error']) expect(scram.verify(final)).toBe(false);
  await scram.proof(serverSide('pencil', scram.first, 'nonce').first);
  expect(scram.verify(serverSide('pen', scram.first, 'nonce').final)).toBe(false);
  for (const first of ['r=other,s=YQ==,i=4096', 'r=noncex,s=YQ==,i=999999999', 'r=noncex,s=YQ==,i=0', 'nonsense', ''])
    expect(await scram.proof(first)).toBeUndefined();
});
