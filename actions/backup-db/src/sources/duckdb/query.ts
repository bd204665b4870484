import { Failure } from '@slipway/action';
import type { Finished } from '@slipway/shell';
import type { Job } from '../../job.ts';
import type { Room } from '../room.ts';
import { askScript, noProgram } from './scripts.ts';

export function tryQuery(job: Job, room: Room, file: string, mode: 'ro' | 'rw', statements: string): Promise<Finished> {
  const options = { input: statements, allowFailure: true, deadline: job.remaining(), signal: job.signal };
  return room.run(['sh', '-c', askScript, 'sh', file, mode], options);
}

/** What the statements print, a value to a line. @throws Failure `database-unreachable`, `program-missing` */
export async function query(...asked: Parameters<typeof tryQuery>): Promise<string> {
  const { code, stdout, stderr } = await tryQuery(...asked);
  const [, room, file] = asked;
  if (code !== 0) throw programFailed(room, file, code, stderr);
  return stdout;
}

/** What DuckDB says of it: the line that names the error, else the last. */
export function said(stderr: string): string {
  const all = stderr.split('\n').filter((line) => line.trim() !== '');
  return (all.find((line) => /Error: /.test(line)) ?? all.at(-1) ?? '').trim();
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
  return new Failure('database-unreachable', `${file} ${room.where} cannot be read: ${said(stderr) || `exit code ${code}`}`, {
    state,
    hint: 'Check the input file, that the user of this run may read it, and that its DuckDB is as new as the one that wrote it.',
  });
}
