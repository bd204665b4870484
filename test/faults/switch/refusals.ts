// What is refused, or fails before it gets traffic: each with its reason, and as if nothing had happened.
import type { StepResult } from '../../harness/action.ts';
import type { SmallVersion } from '../small/images.ts';
import { startRecorder } from './recorder.ts';
import { type SwitchStage, stateFolder } from './stage.ts';
import { reached, type State } from './states.ts';

export interface Refusal {
  readonly name: string;
  readonly reason: string;
  /** A sentence or word that leads out. */
  readonly says: RegExp;
  readonly version?: SmallVersion;
  /** SERVER in a value stands for the server's name in known_hosts. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Where the trouble comes only then, and the traffic has to go back; otherwise it is there from the start. */
  readonly at?: State;
  /** Scripts of root on the target, before (or in the state `at`) and after. */
  readonly before?: string;
  readonly after?: string;
}

const router = '/etc/haproxy/slipway';
const otherKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3nH8wY8pUgUk0QnT5kB0PfrvQy7yq7e1n5W7n0e0aR';

/** The state's folder on a disk of its own, which is full; and back. */
const fillDisk = [
  `cp -a ${stateFolder} /tmp/kept`,
  `mount -t tmpfs -o size=512k,mode=700,uid=$(id -u deploy),gid=$(id -g deploy) small ${stateFolder}`,
  // The last page of the journal has room for some lines more: blank ones, which a reader passes over.
  `cp -a /tmp/kept/. ${stateFolder}/; j=${stateFolder}/journal.jsonl; head -c $((4096 - $(stat -c %s $j) % 4096)) /dev/zero | tr '\\0' '\\n' >> $j; cat /dev/zero > ${stateFolder}/fill 2>/dev/null; test -s ${stateFolder}/fill`,
].join(' && ');
const emptyDisk = [
  `rm -rf /tmp/kept; rm -f ${stateFolder}/fill; cp -a ${stateFolder} /tmp/kept; umount ${stateFolder}`,
  `rm -rf ${stateFolder}; cp -a /tmp/kept ${stateFolder}; rm -rf /tmp/kept`,
].join(' && ');

/** They cost about a second each. */
export const quick: readonly Refusal[] = [
  { name: 'a wrong host key', reason: 'host-key-mismatch', says: /SHA256:/, inputs: { 'known-hosts': `SERVER ${otherKey}` } },
  {
    name: 'a host key that is not given',
    reason: 'host-key-missing',
    says: /known-hosts/,
    inputs: { 'known-hosts': `[127.0.0.1]:1 ${otherKey}` },
  },
  {
    name: 'a port that is taken by somebody else',
    reason: 'port-taken',
    says: /8001/,
    inputs: { 'compose-file': 'two-ports.yml' },
    before:
      'systemd-run --quiet --unit stranger systemd-socket-activate --listen=8001 /bin/cat; until ss -Hltn "sport = :8001" | grep -q .; do sleep 0.1; done',
    after: 'systemctl stop stranger',
  },
  {
    name: 'a router folder that cannot be written',
    reason: 'router-setup',
    says: /not writable/,
    before: `chmod 0550 ${router}`,
    after: `chmod 0750 ${router}`,
  },
  { name: 'a disk that is full', reason: 'disk-full', says: /No space left[\s\S]*df -h/, before: fillDisk, after: emptyDisk },
];

/** They cost a start, and the time until it is given up. */
export const starts: readonly Refusal[] = [
  { name: 'an image that does not start', reason: 'compose-failed', says: /no-such-program/, version: 'unstartable' },
  { name: 'an image that starts and dies', reason: 'unhealthy', says: /the settings are wrong/, version: 'dies' },
  { name: 'an image that never becomes healthy', reason: 'unhealthy', says: /did not become healthy within 3/, version: 'never' },
  {
    name: 'an image that is healthy as the old version',
    reason: 'stale-version',
    says: /v1 answers, and stale was expected/,
    version: 'stale',
  },
];

/** The new version is good, and serves; what it stands on is not. */
export const troubles: readonly Refusal[] = [
  {
    name: 'a disk that is full in the bake',
    reason: 'disk-full',
    says: /Traffic is back on/,
    at: 'baking',
    before: fillDisk,
    after: emptyDisk,
  },
  {
    name: 'a router folder that cannot be written at the confirm',
    reason: 'router-failed',
    says: /Permission denied[\s\S]*Traffic is back on/,
    at: 'baking',
    before: `chmod 0550 ${router}`,
    after: `chmod 0750 ${router}`,
  },
];

/** What must be the same before and after: the files of the router to the byte (and untouched), and the live colour to its process. */
async function fingerprint(stage: SwitchStage, color: string, touched: boolean): Promise<string> {
  const live = `docker inspect --format '{{.Id}} {{.State.StartedAt}} {{.State.Pid}}' small-${color}-web-1`;
  return stage.inside(`cd ${router}; ${touched ? '' : 'stat -c "%n %i %Y" *;'} sha256sum *; ${live}`);
}

/** Runs into the refusal. @returns what was wrong with it */
export async function refuse(stage: SwitchStage, color: string, refusal: Refusal, good: SmallVersion): Promise<string[]> {
  const served = await stage.served();
  const before = await fingerprint(stage, color, refusal.at !== undefined);
  const problems: string[] = [];
  try {
    const { success, outputs, log } = await meet(stage, refusal, good);
    if (success || outputs['reason'] !== refusal.reason)
      problems.push(`reason ${outputs['reason'] ?? 'none'} instead of ${refusal.reason}: ${log.slice(-600)}`);
    if (!refusal.says.test(log)) problems.push(`does not say ${refusal.says}: ${log.slice(-600)}`);
    if (!/Traffic (never left|is back on)|[Nn]othing was changed/.test(log))
      problems.push(`does not say how things are: ${log.slice(-600)}`);
  } finally {
    if (refusal.after) await stage.inside(refusal.after);
  }
  if ((await stage.served()) !== served) problems.push('another version serves');
  const after = await fingerprint(stage, color, refusal.at !== undefined);
  if (after !== before) problems.push(`changed:\n${before}\n${after}`);
  return problems;
}

async function meet(stage: SwitchStage, { at, before, inputs, version }: Refusal, good: SmallVersion): Promise<StepResult> {
  const server = `[${stage.target.ssh.host}]:${stage.target.ssh.port}`;
  const own = Object.entries(inputs ?? {}).map(([name, value]) => [name, value.replace('SERVER', server)]);
  const given = { 'health-timeout': '3s', ...Object.fromEntries(own) };
  if (before && !at) await stage.inside(before);
  const recorder = at ? await startRecorder(stage.target, 'small') : undefined;
  try {
    const run = stage.start(version ?? good, { inputs: at ? { 'bake-time': '8s' } : given });
    if (recorder && at && before && (await reached(recorder, run, at))) await stage.inside(before);
    return await run.done;
  } finally {
    await recorder?.stop();
  }
}
