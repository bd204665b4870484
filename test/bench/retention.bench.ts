import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { BackupResult } from '../../actions/backup-db/src/result.ts';
import { run } from '../../actions/backup-db/src/run.ts';
import { readKeys } from '../../actions/backup-db/src/trust/keys.ts';
import { signManifest } from '../../actions/backup-db/src/trust/signature.ts';
import { inputsOf, newFolder, portsOf } from '../../actions/backup-db/test/fixture.ts';
import { manifestOf, plant } from '../../actions/backup-db/test/manifests.ts';
import { median, type Row } from './bench.ts';

/** Ten thousand backups of forty tables each in a folder, one every hour: what listing them takes, and deciding which of them go, and why. */
const backups = 10_000;
const tables = Array.from({ length: 40 }, (_, index) => ({ schema: 'public', name: `table_with_a_name_${index}`, rows: index * 1000 }));
const rounds = 3;
const most = 2000;

export async function rows(): Promise<readonly Row[]> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signing = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const { signer } = readKeys({ 'signing-key': signing, 'verify-key': undefined }).keys;
  const [plain, signed] = [newFolder(), newFolder()];
  try {
    const now = Date.now();
    for (let index = 0; index < backups; index++) {
      const manifest = manifestOf(now - index * 3_600_000);
      const wide = { ...manifest, facts: { ...manifest.facts, tables } };
      plant(plain, wide);
      plant(signed, signManifest(wide, signer));
    }
    const given = { 'project-name': 'notes', 'allow-prune': '100', 'dry-run': 'true' };
    return [
      await row('list of 10,000 backups', most, () => go({ ...given, mode: 'list', destination: plain })),
      await row('decision which of 10,000 go', most, () => go({ ...given, mode: 'prune', destination: plain })),
      await row('the same, each signature checked', null, () =>
        go({ ...given, mode: 'prune', destination: signed, 'signing-key': signing }),
      ),
    ];
  } finally {
    for (const folder of [plain, signed]) rmSync(folder, { recursive: true, force: true });
  }
}

const go = (inputs: Record<string, string>): Promise<BackupResult> => run(inputsOf(inputs), portsOf());

async function row(what: string, goal: number | null, work: () => Promise<BackupResult>): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const { outputs, outcome } = await work();
    times.push(performance.now() - started);
    if (outcome === 'planned' && Number(outputs.pruned) < backups / 2) throw new Error(`only ${outputs.pruned} were to go`);
  }
  return { what, unit: 'ms', ours: median(times), peers: {}, goal, better: 'lower' };
}
