import { localShell } from '@slipway/shell';
import type { Job } from '../job.ts';
import { type Address, addressesOf } from './address.ts';
import type { Destination, Store } from './store.ts';

type Openers = { readonly [K in Address['kind']]: (job: Job, address: Extract<Address, { kind: K }>) => Promise<Destination> };

/** Each kind of destination: one file, loaded when an address names it. */
const openers: Openers = {
  folder: async (job, { path, runner }) => (await import('./folder.ts')).openFolder(job, runner ? localShell() : job.shell, path),
  sftp: async (job, address) => (await import('./sftp.ts')).openSftp(job, address),
  s3: async (job, address) => (await import('./s3/open.ts')).openS3(job, address, process.env),
  azure: async (job, address) => (await import('./azure/open.ts')).openAzure(job, address, process.env),
  artifact: async (job, address) => (await import('./artifact/open.ts')).openArtifacts(job, address, process.env),
};

function openPlace<A extends Address>(job: Job, address: A): Promise<Destination> {
  const open = openers[address.kind] as (job: Job, address: A) => Promise<Destination>;
  return open(job, address);
}

/** The destinations of the inputs as one. */
export async function openStore(job: Job): Promise<Store> {
  const places: Destination[] = [];
  try {
    for (const address of addressesOf(job.inputs.destination)) places.push(await openPlace(job, address));
  } catch (error) {
    for (const place of places) await place.close();
    throw error;
  }
  const [only] = places;
  if (only && places.length === 1) return { ...only, copies: () => [only], drop: (_, why) => Promise.reject(why) };
  const { openCopies } = await import('./copies/store.ts');
  return openCopies(job, places);
}
