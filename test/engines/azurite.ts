import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient, type ContainerClient, ContainerSASPermissions, StorageSharedKeyCredential } from '@azure/storage-blob';
import { root } from '../../script/lib/workspace.ts';
import { eventually } from '../harness/processes.ts';
import { freePort } from '../harness/sshd.ts';

/** Microsoft's emulator of Azure Blob on a free port of the loopback interface, and the official client of its one container. */
export interface Azurite {
  readonly account: string;
  /** In base64. */
  readonly key: string;
  /** `http://127.0.0.1:…/account` */
  readonly endpoint: string;
  readonly client: ContainerClient;
  /** A signature with these permissions, like `racwdl`, for an hour; for a time that is over with a negative number of minutes. */
  sas(permissions: string, minutes?: number): Promise<string>;
  /** Names below a folder, with those of uploads that nobody completed as `upload …`. */
  names(folder: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** @throws Error where Azurite is not installed: script/bootstrap does that */
export async function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-azurite-'));
  const port = await freePort();
  const [account, key] = ['notesbackups', randomBytes(64).toString('base64')];
  const program = join(root, '.cache/azurite/node_modules/azurite/dist/src/blob/main.js');
  const flags = ['--location', folder, '--blobHost', '127.0.0.1', '--blobPort', String(port), '--silent', '--disableTelemetry'];
  const env = { PATH: process.env['PATH'], AZURITE_ACCOUNTS: `${account}:${key}` };
  const child = spawn(process.execPath, [program, ...flags], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}/${account}`;
  const answers = (): Promise<boolean> =>
    fetch(endpoint).then(
      () => true,
      () => child.exitCode !== null,
    );
  await eventually(answers, 'Azurite answers', 30_000);
  if (child.exitCode !== null) throw new Error(`Azurite ended at once (script/bootstrap installs it): ${said}`);
  const service = new BlobServiceClient(endpoint, new StorageSharedKeyCredential(account, key));
  const client = service.getContainerClient('backups');
  await client.create();
  return {
    account,
    key,
    endpoint,
    client,
    async sas(permissions, minutes = 60) {
      const expiresOn = new Date(Date.now() + minutes * 60_000);
      const startsOn = new Date(Math.min(Date.now(), expiresOn.getTime()) - 3_600_000);
      const url = await client.generateSasUrl({ permissions: ContainerSASPermissions.parse(permissions), startsOn, expiresOn });
      return new URL(url).search.slice(1);
    },
    async names(below) {
      const prefix = below === '' ? '' : `${below}/`;
      const whole: string[] = [];
      for await (const { name } of client.listBlobsFlat({ prefix })) whole.push(name.slice(prefix.length));
      const all: string[] = [];
      for await (const { name } of client.listBlobsFlat({ prefix, includeUncommitedBlobs: true })) all.push(name.slice(prefix.length));
      return [...whole, ...all.filter((name) => !whole.includes(name)).map((name) => `upload ${name}`)];
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
