// What changes on the target, seen from the target itself and by its clock, whoever changes it.
//
// It sees: every event of the engine about containers, images, networks and volumes (exact instants); the map file, the configuration and the tokens
// of the undos (looked at every 7 ms or so); the word by which HAProxy routes (every 30 ms); the journal's lines (every 7 ms).
// It does not see: an intent that is written up to two looks after its change; a change that is taken back between two looks; Slipway's own books
// (the lease, addresses.json, blue.json and green.json, the scripts of an undo), which say nothing to anybody but Slipway.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Target } from '../../target/target.ts';

/** Times are milliseconds since 1970 by the target's clock; what happened, happened between `from` and `to`. */
export interface Seen {
  readonly kind: 'entry' | 'map' | 'cfg' | 'undo' | 'word' | 'container' | 'image' | 'network' | 'volume';
  readonly from: number;
  readonly to: number;
  /** The line, the file's text, the word; or of the engine `action name`. */
  readonly text: string;
}

export interface Recorder {
  readonly seen: readonly Seen[];
  /** Called for everything as it is seen. */
  listen(listener: (seen: Seen) => void): () => void;
  /** Ends it on the target as well: what an exec started outlives whoever asked for it. */
  stop(): Promise<void>;
}

const script = readFileSync(new URL('recorder.pl', import.meta.url), 'utf8');

/** What the engine tells of itself and what tests ask of it. */
const ignored = /^(exec_|health_status|attach|resize|top|archive-path|export)/;

export async function startRecorder(target: Target, project: string): Promise<Recorder> {
  const seen: Seen[] = [];
  const listeners = new Set<(one: Seen) => void>();
  const take = (one: Seen): void => {
    seen.push(one);
    for (const listener of listeners) listener(one);
  };
  const home = `/home/deploy/.slipway/${project}`;
  const files = [home, `/etc/haproxy/slipway/${project}.map`, `/etc/haproxy/slipway/${project}.cfg`, '/run/haproxy/admin.sock'];
  const ready = Promise.withResolvers<void>();
  const mark = `recorder-${randomUUID()}`;
  const looks = follow(target, ['perl', '-e', script, ...files, mark], (line) => {
    const [kind = '', from, to, text = ''] = line.split('\t');
    if (kind === 'ready') return ready.resolve();
    take({ kind: kind as Seen['kind'], from: Number(from) * 1000, to: Number(to) * 1000, text: Buffer.from(text, 'hex').toString() });
  });
  const format = '{{.TimeNano}}\t{{.Type}}\t{{.Action}}\t{{index .Actor.Attributes "name"}}\t';
  const events = follow(target, ['docker', 'events', '--format', `${format}${mark}`], (line) => {
    const [nano = '0', kind = '', action = '', name = ''] = line.split('\t');
    const at = Number(BigInt(nano) / 1000n) / 1000;
    if (!ignored.test(action)) take({ kind: kind as Seen['kind'], from: at, to: at, text: `${action} ${name}` });
  });
  const late = setTimeout(() => ready.reject(new Error('the recorder did not start within 10 s')), 10_000);
  await ready.promise.finally(() => clearTimeout(late));
  return {
    seen,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      await target.exec(['pkill', '-KILL', '-f', mark]);
      looks.kill('SIGKILL');
      events.kill('SIGKILL');
    },
  };
}

function follow(target: Target, argv: readonly string[], onLine: (line: string) => void): ChildProcess {
  const child = spawn('docker', ['exec', target.name, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', onLine);
  child.on('error', () => {});
  return child;
}
