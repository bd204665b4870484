import type { BuildError } from './progress.ts';

export interface Fault {
  readonly reason:
    | 'build-failed'
    | 'base-image-unavailable'
    | 'docker-unavailable'
    | 'push-failed'
    | 'registry-refused'
    | 'registry-error'
    | 'registry-unreachable';
  /** True where the same command may succeed in a moment. */
  readonly transient: boolean;
}

const engine = /cannot connect to the docker daemon|error during connect|is the docker daemon running/i;
const refusal = /unauthorized|no basic auth credentials|\bdenied\b|forbidden|authentication required|insufficient.scope|\b40[13]\b/i;
const server = /toomanyrequests|too many requests|\b429\b|unexpected (?:http )?status[^\n]*\b5\d\d\b|\b50[0234] [A-Z]/i;
const network =
  /connection (?:refused|reset)|i\/o timeout|tls handshake timeout|no such host|server misbehaving|deadline ?exceeded|broken pipe|\bEOF\b/i;

const talksToRegistry = /push|https?:\/\/|authoriz|denied|status|\bEOF\b|connection|timeout/i;

/** The reason word of a failed build, and whether it is worth another attempt: a step of the Dockerfile never is. */
export function classify(error: BuildError): Fault {
  const { step = '', message } = error;
  if (engine.test(message)) return { reason: 'docker-unavailable', transient: false };
  // Where the engine has containerd's image store, pushing is a part of exporting.
  const pushing = /^pushing /.test(step) || /failed to push/i.test(message) || (/^exporting /.test(step) && talksToRegistry.test(message));
  const busy = server.test(message);
  const cut = network.test(message);
  if (pushing) {
    if (busy) return { reason: 'registry-error', transient: true };
    if (refusal.test(message)) return { reason: 'registry-refused', transient: false };
    return cut ? { reason: 'registry-unreachable', transient: true } : { reason: 'push-failed', transient: false };
  }
  if (
    /load metadata for|^resolve |^\[(?:\S+ )?\d+\/\d+\] FROM /.test(step) ||
    /failed to resolve source metadata|pull access denied/i.test(message)
  ) {
    return { reason: 'base-image-unavailable', transient: busy || cut };
  }
  return { reason: 'build-failed', transient: false };
}
