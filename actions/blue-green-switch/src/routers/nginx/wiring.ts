import type { Upstream } from './plan.ts';

/** What a team's own configuration lacks before Slipway can move its traffic. */
export interface Wiring {
  /** nginx reads our include file. */
  readonly included: boolean;
  /** Upstreams of ours that no block of the team sends anything to. */
  readonly unused: readonly Upstream[];
  /** What to change, as a unified diff; a block to start from where none is there. */
  readonly diff: string;
  /** Where an unused upstream's users are sent now: `localhost:8000`. */
  readonly before: Readonly<Record<string, string>>;
}

interface File {
  readonly path: string;
  readonly lines: readonly string[];
}

/** The files in the order that nginx read them, from what `nginx -T` prints. */
export function filesOf(dump: string): File[] {
  const parts = dump.split(/^# configuration file (.+):\n/m).slice(1);
  const files: File[] = [];
  for (let at = 0; at < parts.length; at += 2)
    files.push({ path: parts[at] ?? '', lines: (parts[at + 1] ?? '').replace(/\n+$/, '').split('\n') });
  return files;
}

/**
 * @param include path of our file as nginx sees it
 * @param glob what the team includes: every project's file in our folder
 */
export function wiringOf(dump: string, upstreams: readonly Upstream[], include: string, glob: string): Wiring {
  const files = filesOf(dump);
  const theirs = files.filter(({ path }) => path !== include);
  const included = theirs.length < files.length;
  const used = (name: string): boolean =>
    theirs.some(({ lines }) => lines.some((line) => passes(line) && line.split(/[^\w.-]/).includes(name)));
  const unused = upstreams.filter(({ name }) => !used(name));
  if (included && unused.length === 0) return { included, unused, diff: '', before: {} };
  const found = unused.flatMap((upstream) => theirs.flatMap((file) => passesTo(theirs, file, upstream)));
  const before = Object.fromEntries(found.map(({ upstream, target }) => [upstream.name, target]));
  const missing = unused.filter(({ name }) => !(name in before));
  const touched = theirs.filter((file) => found.some((one) => one.file === file));
  // With nothing of theirs to change, the include goes where the blocks are that use it, or into the main file.
  const place = touched[0] ?? theirs.find(({ lines }) => lines.some((line) => passes(line) && /slipway_/.test(line))) ?? theirs[0];
  const diffs = theirs.map((file) => {
    const changes = new Map(found.filter((one) => one.file === file).map(({ line, text }) => [line, text]));
    return diffOf(file, changes, !included && file === place ? `include ${glob};` : undefined);
  });
  return { included, unused, diff: [...diffs, ...missing.map(example)].filter(Boolean).join('\n'), before };
}

const passes = (line: string): boolean => /^[^#]*\b(proxy_pass|grpc_pass|set)\s/.test(line);

interface Pass {
  readonly file: File;
  readonly upstream: Upstream;
  readonly line: number;
  /** The line as it should be. */
  readonly text: string;
  /** Address that it sends to now. */
  readonly target: string;
}

/** Lines that send to a published port, or to the service itself, directly or by an upstream of the team. */
function passesTo(files: readonly File[], file: File, upstream: Upstream): Pass[] {
  return file.lines.flatMap((text, line): Pass[] => {
    const [, head = '', to = '', rest = ''] = /^([^#]*?\bproxy_pass\s+https?:\/\/)([^/;\s$]+)([^;]*;.*)$/.exec(text) ?? [];
    if (to === '') return [];
    const target = [to, ...serversOf(files, to)].find((server) => isPublished(server, upstream));
    return target === undefined ? [] : [{ file, upstream, line, target, text: `${head}${upstream.name}${rest}` }];
  });
}

function isPublished(server: string, { published }: Upstream): boolean {
  const [, host = '', port = '80'] = /^(.*?)(?::(\d+))?$/.exec(server) ?? [];
  if (host === published.service) return Number(port) === published.target;
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host) && Number(port) === published.port;
}

/** Addresses of the servers of an `upstream` block. */
function serversOf(files: readonly File[], name: string): string[] {
  for (const { lines } of files) {
    const begin = lines.findIndex((line) => /^\s*upstream\s+(\S+?)\s*\{/.exec(line)?.[1] === name);
    if (begin < 0) continue;
    const body = lines.slice(begin).join('\n');
    return [...body.slice(0, body.indexOf('}')).matchAll(/\bserver\s+([^\s;]+)/g)].map(([, server = '']) => server);
  }
  return [];
}

/** A unified diff: lines that change, and a line that is put before the first block. */
function diffOf(file: File, changes: ReadonlyMap<number, string>, insert: string | undefined): string {
  if (changes.size === 0 && insert === undefined) return '';
  const block = file.lines.findIndex((line) => /^\s*(upstream|server|map)\b.*\{/.test(line));
  const at = insert === undefined ? -1 : Math.max(block, 0);
  const hunks: string[] = [];
  let shifted = 0;
  file.lines.forEach((line, index) => {
    const next = changes.get(index);
    if (next === undefined && index !== at) return;
    const added = index === at ? [`+${/^\s*/.exec(line)?.[0] ?? ''}${insert}`] : [];
    const replaced = next === undefined ? [` ${line}`] : [`-${line}`, `+${next}`];
    hunks.push(`@@ -${index + 1},1 +${index + 1 + shifted},${1 + added.length} @@`, ...added, ...replaced);
    shifted += added.length;
  });
  return [`--- ${file.path}`, `+++ ${file.path}`, ...hunks].join('\n');
}

function example({ name, published }: Upstream): string {
  return [
    `# nothing sends to port ${published.port} of ${published.service} yet: a block of yours, like`,
    'server {',
    '    listen 80;',
    '    server_name app.example.com;',
    `    location / { proxy_pass http://${name}; proxy_set_header Host $host; }`,
    '}',
  ].join('\n');
}
