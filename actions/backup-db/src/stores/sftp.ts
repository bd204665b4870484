import { openShell } from '@slipway/shell';
import type { Job } from '../job.ts';
import type { SftpAddress } from './address.ts';
import { openFolder } from './folder.ts';
import type { Destination } from './store.ts';

/** A folder of another server over SSH, with the key and the known hosts of the inputs. */
export async function openSftp(job: Job, { host, port, username, path }: SftpAddress): Promise<Destination> {
  const shell = await openShell({ ...job.inputs, host, port, username: username ?? job.inputs.username });
  const folder = openFolder(job, shell, path);
  return { ...folder, close: () => shell.close() };
}
