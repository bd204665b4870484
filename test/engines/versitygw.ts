import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../harness/processes.ts';
import { freePort } from '../harness/sshd.ts';

/** A throw-away S3 service on a free port of the loopback interface; its objects are files. */
export interface S3Server {
  /** `http://127.0.0.1:…` */
  readonly endpoint: string;
  readonly id: string;
  readonly secret: string;
  readonly region: string;
  readonly bucket: string;
  /** Where the objects of the bucket stand. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** @throws Error where versitygw is not installed: script/bootstrap does that */
export async function startVersitygw(options: { readonly versions?: boolean } = {}): Promise<S3Server> {
  const top = mkdtempSync(join(tmpdir(), 'slipway-s3-'));
  const [buckets, versions] = [join(top, 'buckets'), join(top, 'versions')];
  const folder = join(buckets, 'backups');
  for (const path of [folder, versions]) mkdirSync(path, { recursive: true });
  const port = await freePort();
  const [id, secret, region] = ['slipway-test', 'a secret/with+signs=', 'eu-test-1'];
  const environment = { PATH: process.env['PATH'], ROOT_ACCESS_KEY: id, ROOT_SECRET_KEY: secret, VGW_REGION: region };
  const args = [
    '--port',
    `127.0.0.1:${port}`,
    '--quiet',
    '--keep-alive',
    'posix',
    ...(options.versions ? ['--versioning-dir', versions] : []),
    buckets,
  ];
  const child = spawn('versitygw', args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  let over = false;
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.on('error', (error) => {
    said += error.message;
    over = true;
  });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      over = true;
      resolve();
    });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const answers = (): Promise<boolean> =>
    fetch(endpoint).then(
      () => true,
      () => over,
    );
  await eventually(answers, 'versitygw answers');
  if (over) throw new Error(`versitygw ended at once (script/bootstrap installs it): ${said}`);
  return {
    endpoint,
    id,
    secret,
    region,
    bucket: 'backups',
    folder,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(top, { recursive: true, force: true });
    },
  };
}
