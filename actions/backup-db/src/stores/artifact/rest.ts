import { Failure } from '@slipway/action';
import type { Request } from '../objects/http.ts';
import { inTurns } from '../objects/in-turns.ts';
import { signedUrl } from './results.ts';
import type { Services } from './services.ts';

/** An artifact as the API shows it. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** Bytes of its zip. */
  readonly size: number;
  /** SHA-256 of its zip, in hexadecimal. */
  readonly sha256: string | undefined;
  /** Number of its run. */
  readonly run: string;
  readonly expires: Date | undefined;
  /** Made by a run of this repository, and not of a fork, whose runs have their artifacts here too. */
  readonly trusted: boolean;
}

/** The artifacts of all runs of a repository, by the API. */
export interface Rest {
  /** Those that have not expired. */
  list(): Promise<readonly Artifact[]>;
  /** Where its bytes are read, for a minute. */
  address(id: number): Promise<URL>;
  /** One that is not there is no error. */
  remove(id: number): Promise<void>;
  /** Whether it was completed, and nothing became of it, since that time in milliseconds. One that GitHub knows no more is over. */
  isOver(run: string, since: number): Promise<boolean>;
}

type Fields = Readonly<Record<string, unknown>>;

const pageSize = 100;
const abreast = 6;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function readArtifact(value: unknown): readonly Artifact[] {
  if (!isFields(value)) return [];
  const { id, name, size_in_bytes: size, digest, expired, expires_at: expires, workflow_run: run } = value;
  if (typeof id !== 'number' || typeof name !== 'string' || typeof size !== 'number' || expired === true) return [];
  const origin = isFields(run) ? run : {};
  const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(typeof digest === 'string' ? digest : '') ?? [];
  return [
    {
      id,
      name,
      size,
      sha256,
      run: String(origin['id'] ?? ''),
      expires: typeof expires === 'string' && !Number.isNaN(Date.parse(expires)) ? new Date(expires) : undefined,
      trusted: typeof origin['repository_id'] === 'number' && origin['repository_id'] === origin['head_repository_id'],
    },
  ];
}

/** @param repository owner/name */
export function openRest({ rest }: Pick<Services, 'rest'>, apiUrl: string, repository: string): Rest {
  const base = `${apiUrl.replace(/\/+$/, '')}/repos/${repository}`;
  const request = (method: string, path: string): Request => ({ method, url: new URL(base + path), headers: {} });
  const json = async (path: string): Promise<Fields> => {
    const answer: unknown = JSON.parse((await rest.read(request('GET', path))).text);
    return isFields(answer) ? answer : {};
  };
  const page = async (number: number): Promise<{ readonly total: number; readonly list: readonly unknown[] }> => {
    const answer = await json(`/actions/artifacts?per_page=${pageSize}&page=${number}`);
    const { artifacts: list, total_count: total } = answer;
    if (!Array.isArray(list) || typeof total !== 'number') throw unsteady('its answer is no list');
    return { total, list };
  };
  /** Undefined where one went while the pages were read, so that another slipped through between two of them. */
  const all = async (): Promise<readonly unknown[] | undefined> => {
    const first = await page(1);
    const others = Array.from({ length: Math.max(0, Math.ceil(first.total / pageSize) - 1) }, (_, index) => index + 2);
    const rest = await inTurns(others, abreast, async (number) => (await page(number)).list);
    const found = new Map([first.list, ...rest].flat().map((one) => [isFields(one) ? one['id'] : undefined, one]));
    return found.size < first.total ? undefined : [...found.values()];
  };
  return {
    async list() {
      for (let attempt = 0; attempt < 3; attempt++) {
        const found = await all();
        if (found) return found.flatMap(readArtifact);
      }
      throw unsteady('it changes while it is read');
    },
    async address(id) {
      const { reply } = await rest.read(request('GET', `/actions/artifacts/${id}/zip`), { accept: [302] });
      return signedUrl(reply.headers.location, 'the API');
    },
    async remove(id) {
      await rest.read(request('DELETE', `/actions/artifacts/${id}`), { accept: [404] });
    },
    async isOver(run, since) {
      const { reply, text } = await rest.read(request('GET', `/actions/runs/${run}`), { accept: [404] });
      if (reply.status === 404) return true;
      const { status, updated_at: updated } = JSON.parse(text) as Fields;
      return status === 'completed' && Date.parse(String(updated)) <= since;
    },
  };
}

function unsteady(why: string): Failure {
  return new Failure('destination-unreachable', `The list of the artifacts cannot be had from GitHub: ${why}.`, {
    state: 'Nothing was changed.',
    hint: 'Run the same job again later.',
  });
}
