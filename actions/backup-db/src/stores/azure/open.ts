import { addSecret, badInputs } from '@slipway/action';
import type { Job } from '../../job.ts';
import type { AzureAddress } from '../address.ts';
import { openObjects } from '../objects/store.ts';
import type { Destination } from '../store.ts';
import { openContainer } from './bucket.ts';
import type { Credentials } from './signature.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Failure `bad-input` where there are no credentials */
export function openAzure(job: Job, { account, container, prefix, endpoint }: AzureAddress, env: Environment): Destination {
  const credentials = credentialsOf(job.inputs, env);
  // A token travels with every request, a key never does.
  if ('sas' in credentials && endpoint !== undefined && /^http:/.test(endpoint) && !/^http:\/\/(127\.|localhost|\[::1\])/.test(endpoint))
    throw badInputs([{ input: 'destination', message: 'has an endpoint without TLS, over which azure-sas-token would be readable' }]);
  const place = { account, container, prefix, endpoint: endpoint ?? `https://${account}.blob.core.windows.net` };
  return openObjects(job, (patience) => openContainer(place, credentials, patience));
}

/** The inputs, else what the environment has under the names of the Azure CLI. A token goes before a key: it may do less. */
function credentialsOf(inputs: Job['inputs'], env: Environment): Credentials {
  const given = inputs['azure-sas-token'] ?? inputs['azure-account-key'];
  const sas = given ? inputs['azure-sas-token'] : env['AZURE_STORAGE_SAS_TOKEN'];
  const key = given ? inputs['azure-account-key'] : env['AZURE_STORAGE_KEY'];
  if (sas) return readSas(sas);
  if (key) return readKey(key);
  const message = 'or azure-sas-token is needed for azure://, and is missing or empty, like a secret that does not exist';
  throw badInputs([{ input: 'azure-account-key', message }]);
}

function readSas(text: string): Credentials {
  // As the portal gives it too: in an address, or in quotes.
  const sas = text
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^[^?]*\?/, '');
  const parameters = new URLSearchParams(sas);
  const signature = parameters.has('sv') ? parameters.get('sig') : null;
  const message = 'is no shared access signature. Example: sv=2024-11-04&ss=b&srt=co&sp=racwdl&se=…&sig=…';
  if (!signature || /[\s<>]/.test(sas)) throw badInputs([{ input: 'azure-sas-token', message }]);
  for (const value of [sas, signature, encodeURIComponent(signature)]) addSecret(value);
  return { sas };
}

function readKey(text: string): Credentials {
  const key = Buffer.from(text.trim(), 'base64');
  const message = 'is no key of a storage account: those are 64 bytes in base64, as `az storage account keys list` prints them';
  if (key.length < 32 || key.toString('base64') !== text.trim()) throw badInputs([{ input: 'azure-account-key', message }]);
  addSecret(text.trim());
  return { key };
}
