/** What a release record carries besides what GitHub itself says. */
export interface Payload {
  readonly slipway: 1;
  readonly version: string;
  readonly digests: Readonly<Record<string, string>>;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  readonly run: string;
}

/** The payload of a release of ours, as an object or as JSON text; undefined where it is none. Nothing in it is taken as it comes. */
export function readPayload(value: unknown): Payload | undefined {
  const payload = typeof value === 'string' ? parse(value) : value;
  if (!isObject(payload) || payload['slipway'] !== 1) return undefined;
  const { version, digests, commit, run } = payload;
  if (typeof version !== 'string' || !/^[^\p{Cc}]{1,200}$/u.test(version)) return undefined;
  if (typeof commit !== 'string' || !/^[0-9a-f]{40}$/.test(commit)) return undefined;
  if (typeof run !== 'string' || !isObject(digests)) return undefined;
  const entries = Object.entries(digests);
  if (entries.length === 0 || !entries.every(isDigest)) return undefined;
  return { slipway: 1, version, commit, run, digests: Object.fromEntries(entries.filter(isDigest)) };
}

function isDigest(entry: [string, unknown]): entry is [string, string] {
  const [name, digest] = entry;
  return /^[\w.-]+$/.test(name) && typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
