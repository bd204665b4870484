import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addSecret, createLog, forgetSecrets, holdsSecret, redact } from '../src/index.ts';

afterEach(forgetSecrets);

describe('redact', () => {
  test('hides a secret in every form in which it travels', () => {
    const secret = 'p@ss "word"/ÿ';
    addSecret(secret);
    const forms = [secret, encodeURIComponent(secret), JSON.stringify({ secret }), Buffer.from(secret).toString('base64')];
    for (const form of forms) expect(redact(`a ${form} b`)).not.toContain(form.replaceAll(/^\{"secret":"|"\}$/g, ''));
    expect(redact('a p%40ss%20%22word%22%2F%C3%BF b')).toBe('a *** b');
  });

  test('hides each longer line of a key, alone too', () => {
    addSecret('-----BEGIN KEY-----\nAAAAB3NzaC1yc2E\nxyz\n-----END KEY-----\n');
    expect(redact('found AAAAB3NzaC1yc2E in xyz')).toBe('found *** in xyz');
  });

  test('prefers the longest of overlapping secrets', () => {
    addSecret('secret');
    addSecret('secret-and-more');
    expect(redact('secret-and-more, secret')).toBe('***, ***');
  });

  test('leaves values alone that would hide half of a log', () => {
    expect(addSecret('abc')).toEqual([]);
    expect(addSecret('')).toEqual([]);
    expect(addSecret(' \n ')).toEqual([]);
    expect(redact('abc ')).toBe('abc ');
  });

  test('tells which outputs would be dropped', () => {
    addSecret('registry.example.com');
    expect(holdsSecret('registry.example.com/app@sha256:00')).toBe(true);
    expect(holdsSecret('sha256:00')).toBe(false);
  });

  test('no line of a log shows a secret, whatever it holds and wherever an annotation is cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '%', ':', ',', '"', '\\', '\n', 'é', '0'), minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(
        text.map((secret) => secret.trim()).filter((secret) => secret.length >= 4),
        fc.nat(60),
        (secret, room) => {
          forgetSecrets();
          addSecret(secret);
          const written: string[] = [];
          const log = createLog({ runner: true, write: (line) => void written.push(line) });
          log.annotate({ level: 'error', title: `t ${secret}`, message: `${'-'.repeat(4000 - room)}${secret}` });
          // Not even the beginning of a secret that stood across the cut.
          expect(written.join('').trim()).toMatch(/-\**$/);
          expect(written.join('')).not.toContain(secret);
        },
      ),
    );
  });
});
