import { Failure } from '@slipway/action';
import type { Finished } from '@slipway/shell';
import type { Job } from '../../job.ts';
import type { Room } from '../room.ts';
import { askScript, noProgram } from './scripts.ts';

export function tryQuery(job: Job, room: Room, file: string, mode: 'ro' | 'rw', statements: string): Promise<Finished> {
  const options = { input: statements, allowFailure: true, deadline: job.remaining(), signal: job.signal };
  return room.run(['sh', '-c', askScript, 'sh', file, mode], options);
}

/** What the statements print of a copy, a value to a line; `copied` is what it is one of. @throws Failure `database-unreachable`, `program-missing` */
export async function query(job: Job, room: Room, copy: string, copied: string, statements: string): Promise<string> {
  const { code, stdout, stderr } = await tryQuery(job, room, copy, 'ro', statements);
  if (code !== 0) throw programFailed(room, copied, code, stderr);
  return stdout;
}

/** What DuckDB says of it: the line that names the error, else the last. */
export function said(stderr: string): string {
  const all = stderr.split('\n').filter((line) => line.trim() !== '');
  return (all.find((line) => /Error: /.test(line)) ?? all.at(-1) ?? '').trim();
}

/** DuckDB knows of its own extensions which has what; of those of others only that the name means nothing. */
const named = /exists in the (\w+) extension|required extension '(\w+)'/;
const unnamed =
  /Missing Extension Error|load the extension that provides|(Function|Type|Collation)( Entry)? with name [^\n]*does not exist/i;

/** The extension without which DuckDB cannot read a file; empty where it does not say which. That a program lacks something says nothing of the file. */
export function lackedExtension(stderr: string): string | undefined {
  const [, one, other] = named.exec(stderr) ?? [];
  return one ?? other ?? (unnamed.test(stderr) ? '' : undefined);
}

export function programFailed(room: Room, file: string, code: number, stderr: string): Failure {
  const state = 'Nothing was written.';
  if (code === noProgram)
    return new Failure('program-missing', `${said(stderr)} ${room.where}.`, {
      state,
      hint: 'Install one of them there, or name an image on the server that has one in the input image.',
    });
  if (/newer version|can only read versions/.test(stderr))
    return new Failure('version-mismatch', `DuckDB ${room.where} is older than the one that wrote ${file}: ${said(stderr)}`, {
      state,
      hint: 'Use an image, in the input image, with a newer one.',
    });
  const lacking = lackedExtension(stderr);
  if (lacking !== undefined) {
    const [what, command] = lacking ? [`the extension ${lacking}`, `INSTALL ${lacking}`] : ['an extension', 'INSTALL'];
    return new Failure('program-missing', `DuckDB ${room.where} lacks ${what}, and ${file} cannot be read without: ${said(stderr)}`, {
      state,
      hint: `Install it where this DuckDB runs, for the user that it runs as (${command}); with service in the image of the service, for root, or in another one that the input image names.`,
    });
  }
  return new Failure('database-unreachable', `${file} ${room.where} cannot be read: ${said(stderr) || `exit code ${code}`}`, {
    state,
    hint: 'Check the input file, that the user of this run may read it, and that its DuckDB is as new as the one that wrote it.',
  });
}
