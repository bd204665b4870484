import type { Kind } from './kind.ts';

const ws = async (): Promise<Kind> => (await import('./kinds/ws.ts')).ws;
const postgres = async (): Promise<Kind> => (await import('./kinds/postgres.ts')).postgres;
const redis = async (): Promise<Kind> => (await import('./kinds/redis.ts')).redis;
const prometheus = async (): Promise<Kind> => (await import('./kinds/prometheus.ts')).prometheus;

/** Every kind besides HTTP by the scheme of its addresses; each is loaded when it is used. */
export const kinds: Readonly<Record<string, () => Promise<Kind>>> = {
  tcp: async () => (await import('./kinds/tcp.ts')).tcp,
  tls: async () => (await import('./kinds/tls.ts')).tls,
  ws,
  wss: ws,
  dns: async () => (await import('./kinds/dns.ts')).dns,
  postgres,
  postgresql: postgres,
  redis,
  rediss: redis,
  'prometheus+http': prometheus,
  'prometheus+https': prometheus,
  container: async () => (await import('./kinds/container.ts')).container,
  disk: async () => (await import('./kinds/disk.ts')).disk,
};
