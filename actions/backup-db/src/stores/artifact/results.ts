import { addSecret, Failure } from '@slipway/action';
import type { Request } from '../objects/http.ts';
import type { Runtime } from './runtime.ts';
import type { Services } from './services.ts';

/** An upload that was begun. */
export interface Begun {
  /** Name of the artifact. */
  readonly name: string;
  /** Where its bytes go. */
  readonly url: URL;
}

/** Artifacts of this job, by the service that keeps them. They are this run's alone, and never overwritten. */
export interface Results {
  /** Undefined where the name is taken, also by an upload that came to nothing. */
  create(name: string, expires: Date | undefined): Promise<Begun | undefined>;
  /** Others see it from now on. @returns its number */
  finalize(name: string, size: number, sha256: string): Promise<number>;
  /** Where its bytes are read, for a minute or so. */
  address(name: string): Promise<URL>;
  /** One that is not there is no error. */
  remove(name: string): Promise<void>;
}

type Message = Readonly<Record<string, unknown>>;

const prefix = '/twirp/github.actions.results.api.v1.ArtifactService/';

/** The version of artifacts that are one file, and no folder. */
const version = 7;

/** An address that the service signed: whoever has it may. @throws Failure where it is none */
export function signedUrl(value: unknown, from: string): URL {
  if (typeof value !== 'string' || !URL.canParse(value)) throw strange(`${from} gave no address`);
  const url = new URL(value);
  const signature = url.searchParams.get('sig');
  if (signature && signature.length >= 16) addSecret(signature);
  return url;
}

function strange(what: string): Failure {
  return new Failure('destination-unreachable', `GitHub's service for artifacts answered in a way that is not known: ${what}.`, {
    state: 'No backup was stored there.',
    hint: 'Run the same job again later.',
  });
}

export function openResults(services: Pick<Services, 'results' | 'stubborn'>, runtime: Runtime): Results {
  const ids = { workflow_run_backend_id: runtime.run, workflow_job_run_backend_id: runtime.job };
  const request = (method: string, message: Message): Request => {
    const bytes = Buffer.from(JSON.stringify({ ...ids, ...message }));
    return { method: 'POST', url: new URL(prefix + method, runtime.url), headers: {}, body: { size: bytes.length, open: () => bytes } };
  };
  const ask = async (
    method: string,
    message: Message,
    accept: readonly number[] = [],
    by = services.results,
  ): Promise<Message | undefined> => {
    const { reply, text } = await by.read(request(method, message), { accept });
    if (reply.status >= 300) return undefined;
    const answer = JSON.parse(text) as Message;
    if (answer['ok'] === false) throw strange(`${method} is not ok`);
    return answer;
  };
  const numberOf = (value: unknown): number => {
    const id = Number(value);
    if (Number.isSafeInteger(id) && id > 0) return id;
    throw strange('an artifact has no number');
  };
  /** The number of a whole artifact of that size. */
  const find = async (name: string, size: number): Promise<number | undefined> => {
    const list = (await ask('ListArtifacts', { name_filter: name }))?.['artifacts'];
    const found = (Array.isArray(list) ? (list as Message[]) : []).find((one) => one['name'] === name && Number(one['size']) === size);
    return found && numberOf(found['database_id']);
  };
  return {
    async create(name, expires) {
      const more = expires ? { expires_at: expires.toISOString() } : {};
      const answer = await ask('CreateArtifact', { name, version, mime_type: 'application/zip', ...more }, [409]);
      return answer && { name, url: signedUrl(answer['signed_upload_url'], 'CreateArtifact') };
    },
    async finalize(name, size, sha256) {
      try {
        const answer = await ask('FinalizeArtifact', { name, size: String(size), hash: `sha256:${sha256}` }, [], services.stubborn);
        return numberOf(answer?.['artifact_id']);
      } catch (error) {
        // An answer that was lost was asked for again, and then all may have been done before.
        const id = await find(name, size).catch(() => undefined);
        if (id !== undefined) return id;
        throw error;
      }
    },
    address: async (name) => signedUrl((await ask('GetSignedArtifactURL', { name }))?.['signed_url'], 'GetSignedArtifactURL'),
    async remove(name) {
      await ask('DeleteArtifact', { name }, [404]);
    },
  };
}
