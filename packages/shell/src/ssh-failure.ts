import { Failure } from '@slipway/action';
import { lastLines } from './text.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly username: string;
}

/** Why a connection did not come about, from what OpenSSH said on standard error. */
export type Refusal = 'host-key-missing' | 'host-key-mismatch' | 'ssh-refused' | 'unreachable';

export function classify(stderr: string): Refusal {
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i.test(stderr)) return 'host-key-mismatch';
  if (/No \S+ host key is known for|Host key verification failed/i.test(stderr)) return 'host-key-missing';
  if (/Permission denied|Too many authentication failures|no mutual signature/i.test(stderr)) return 'ssh-refused';
  return 'unreachable';
}

/** The host as known_hosts writes it. */
export function knownHostsName(endpoint: Endpoint): string {
  return endpoint.port === 22 ? endpoint.host : `[${endpoint.host}]:${endpoint.port}`;
}

export interface Evidence {
  readonly stderr: string;
  /** Lines that the server offers now; only asked for where none is known. */
  readonly offered: string;
  /** Fingerprints that `known-hosts` holds for the server. */
  readonly expected: string;
}

export function connectionFailure(endpoint: Endpoint, evidence: Evidence): Failure {
  const server = `${endpoint.username}@${endpoint.host}:${endpoint.port}`;
  const state = 'Nothing was changed.';
  switch (classify(evidence.stderr)) {
    case 'host-key-mismatch': {
      const sent = /SHA256:[A-Za-z0-9+/=]+/.exec(evidence.stderr)?.[0] ?? 'unknown';
      return new Failure(
        'host-key-mismatch',
        `${endpoint.host} showed the host key ${sent}, but known-hosts holds ${evidence.expected || 'another one'} for it.`,
        {
          state,
          hint: 'Either the server was set up anew, or somebody stands between you and it. Read the fingerprint on the server itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) before you change known-hosts.',
        },
      );
    }
    case 'host-key-missing':
      return new Failure(
        'host-key-missing',
        `${knownHostsName(endpoint)} is not in known-hosts, so the server cannot be told from an impostor.`,
        {
          state,
          hint: evidence.offered
            ? `The server offers these lines; compare them with /etc/ssh/ssh_host_ed25519_key.pub on the server itself, then add one to known-hosts:\n${evidence.offered}`
            : `Add the output of: ssh-keyscan -p ${endpoint.port} ${endpoint.host} (compared with the server's own /etc/ssh/ssh_host_ed25519_key.pub).`,
        },
      );
    case 'ssh-refused':
      return new Failure('ssh-refused', `${server} refused the user or the key.`, {
        state,
        hint: `Add the public half of ssh-key to ~${endpoint.username}/.ssh/authorized_keys on the server, and check the input username.`,
        cause: evidence.stderr,
      });
    default:
      return new Failure('unreachable', `${server} could not be reached: ${lastLines(evidence.stderr, 3) || 'no answer'}.`, {
        state,
        hint: 'Check host, port and firewall; the runner must be allowed to connect.',
        cause: evidence.stderr,
      });
  }
}
