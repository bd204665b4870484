import { backup } from './backup.ts';
import type { Inputs } from './contract.ts';
import { check, list } from './inspect.ts';
import { createJob, type Ports } from './job.ts';
import { prune } from './prune.ts';
import { restore } from './restore.ts';
import type { BackupResult } from './result.ts';
import { settle } from './settle.ts';
import { openStore } from './stores/open.ts';
import { verify } from './verify.ts';

export type { BackupResult } from './result.ts';

const modes = { backup, verify, restore, list, prune, check };

/** @throws Failure with a reason of the contract */
export async function run(inputs: Inputs, ports: Ports): Promise<BackupResult> {
  const settled = await settle(inputs, ports.context.workspace);
  const job = createJob(settled, ports);
  const store = await openStore(job);
  try {
    const { mode, databases } = settled;
    if (mode === 'backup' && databases.length > 0) return await (await import('./several.ts')).backupSeveral(job, store);
    return await modes[mode](job, store);
  } finally {
    await store.close();
  }
}
