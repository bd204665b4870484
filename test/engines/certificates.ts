import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly keyFile: string;
  readonly certFile: string;
}

/** A certificate authority of a test's own, made by openssl. */
export interface Authority {
  readonly folder: string;
  /** What a client must trust. */
  readonly ca: string;
  readonly caFile: string;
  /** A certificate for some names (`DNS:app.example.com,IP:127.0.0.1`); one of -1 days ended yesterday. */
  issue(name: string, subjects: string, days?: number): Certificate;
  remove(): void;
}

export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-certificates-'));
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): unknown => execFileSync('openssl', args, { stdio: 'ignore' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...curve, '-keyout', path('ca.key'), '-out', path('ca.pem'), '-days', '30', '-subj', '/CN=test authority');
  return {
    folder,
    ca: readFileSync(path('ca.pem'), 'utf8'),
    caFile: path('ca.pem'),
    issue(name, subjects, days = 20) {
      const file = (ending: string): string => path(`${name}.${ending}`);
      writeFileSync(file('ext'), `subjectAltName=${subjects}\n`);
      openssl('req', ...curve, '-keyout', file('key'), '-out', file('csr'), '-subj', `/CN=${name}`);
      const signing = ['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', String(days), '-extfile', file('ext')];
      openssl('x509', '-req', '-in', file('csr'), ...signing, '-out', file('pem'));
      return {
        key: readFileSync(file('key'), 'utf8'),
        cert: readFileSync(file('pem'), 'utf8'),
        keyFile: file('key'),
        certFile: file('pem'),
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
