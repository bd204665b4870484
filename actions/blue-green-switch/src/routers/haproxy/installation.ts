/** How the program itself is run, where it is not the server's own. */
export interface Installation {
  /** Program and arguments that check everything that it loads. */
  readonly check: readonly string[];
  /** What a person types to see its log. */
  readonly log: string;
}

/** The service of Debian and Ubuntu, its own configuration checked together with ours. */
export function serversOwn(directory: string): Installation {
  return { check: ['haproxy', '-c', '-q', '-f', '/etc/haproxy/haproxy.cfg', '-f', directory], log: 'journalctl -u haproxy -n 50' };
}
