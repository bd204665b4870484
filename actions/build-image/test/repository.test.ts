import { expect, test } from '@jest/globals';
import { isLoopback, parseRepository } from '../src/repository.ts';

test.each([
  ['ghcr.io/acme/notes', 'ghcr.io/acme/notes', 'https://ghcr.io', 'acme/notes', 'ghcr.io'],
  [
    'registry.example.com:5000/a/b-c/d__e',
    'registry.example.com:5000/a/b-c/d__e',
    'https://registry.example.com:5000',
    'a/b-c/d__e',
    'registry.example.com:5000',
  ],
  ['localhost:5000/app', 'localhost:5000/app', 'http://localhost:5000', 'app', 'localhost:5000'],
  ['127.0.0.1:5000/acme/app', '127.0.0.1:5000/acme/app', 'http://127.0.0.1:5000', 'acme/app', '127.0.0.1:5000'],
  ['acme/app', 'docker.io/acme/app', 'https://registry-1.docker.io', 'acme/app', 'https://index.docker.io/v1/'],
  ['docker.io/nginx', 'docker.io/library/nginx', 'https://registry-1.docker.io', 'library/nginx', 'https://index.docker.io/v1/'],
])('%s', (text, name, origin, path, authKey) => {
  expect(parseRepository(text)).toEqual({ name, origin, path, authKey });
});

test.each(['', '/', 'a//b', 'ghcr.io/', 'ghcr.io/a b', 'ghcr.io/-a', 'ghcr.io/a..b', '$(id)/a', 'ghcr.io:99999999/a', 'a.b/c\n/d'])(
  '%j is no repository',
  (text) => {
    expect(parseRepository(text)).toHaveProperty('problem');
  },
);

test('plain HTTP is for this machine only', () => {
  expect(['localhost', 'localhost:5000', '127.0.0.1:80', '127.1.2.3', '[::1]:5000'].every(isLoopback)).toBe(true);
  expect(['localhost.example.com', '127.0.0.1.example.com', '10.0.0.1:5000', 'example.com'].some(isLoopback)).toBe(false);
});
