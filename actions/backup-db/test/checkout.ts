import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetSecrets } from '@slipway/action';
import { type Postgres, startPostgres } from '../../../test/engines/postgres.ts';
import { type Drill, parseDrills } from '../src/drill.ts';
import { type BackupResult, run } from '../src/run.ts';
import { drillsName } from '../src/stores/folder-drills.ts';
import { fillDatabase, inputsOf, type Key, newFolder, newKeyPair, portsOf, type Recorded } from './fixture.ts';

/** A database, a destination, and a checkout whose Slipway file names both for the environment production. */
export interface Checkout {
  readonly server: Postgres;
  readonly url: string;
  readonly key: Key;
  /** The destination. */
  readonly folder: string;
  readonly workspace: string;
  /** The file of the drills. */
  readonly record: string;
  /** Ports of a run in the checkout. */
  ports(): Recorded;
  /** What a step would give besides. */
  given(more?: Readonly<Record<string, string>>): Record<string, string>;
  drill(more?: Readonly<Record<string, string>>, ports?: Recorded): Promise<BackupResult>;
  drills(): readonly Drill[];
  remove(): Promise<void>;
}

export async function openCheckout(): Promise<Checkout> {
  const server = await startPostgres();
  const key = await newKeyPair();
  const folder = newFolder();
  const url = fillDatabase(server, 'app');
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-checkout-'));
  mkdirSync(join(workspace, '.github'));
  const lines = [
    'project: notes',
    'images: { backend: { image: registry.example.com/notes/backend } }',
    'backup: { verify: archive, max-age: 1h }',
    'environments:',
    `  production: { backup: { destination: ${folder}, age-recipients: [${key.recipient}] } }`,
  ];
  writeFileSync(join(workspace, '.github/slipway.yml'), `${lines.join('\n')}\n`);
  const ports = (): Recorded => {
    const usual = portsOf();
    return { ...usual, context: { ...usual.context, workspace } };
  };
  const given: Checkout['given'] = (more = {}) => ({
    environment: 'production',
    'database-url': url,
    'age-identity': key.identity,
    ...more,
  });
  const record = join(folder, drillsName);
  return {
    server,
    url,
    key,
    folder,
    workspace,
    record,
    ports,
    given,
    drill: (more = {}, own = ports()) => run(inputsOf(given({ mode: 'verify', verify: 'restore', ...more })), own),
    drills: () => parseDrills(readFileSync(record, 'utf8')),
    async remove() {
      await server.stop();
      forgetSecrets();
      for (const path of [folder, workspace]) rmSync(path, { recursive: true, force: true });
    },
  };
}
