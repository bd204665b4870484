import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for localhost that openssl signs with its own key. */
export function certificate(days: number): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-certificate-'));
  const path = (ending: string): string => join(folder, `server.${ending}`);
  const openssl = (...args: readonly string[]): unknown => execFileSync('openssl', args, { stdio: 'ignore' });
  try {
    writeFileSync(path('ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', ...curve, '-keyout', path('key'), '-out', path('csr'), '-subj', '/CN=localhost');
    openssl(
      'x509',
      '-req',
      '-in',
      path('csr'),
      '-signkey',
      path('key'),
      '-days',
      String(days),
      '-extfile',
      path('ext'),
      '-out',
      path('pem'),
    );
    return { key: readFileSync(path('key'), 'utf8'), cert: readFileSync(path('pem'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
