import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { ask, isNote, judge } from './errand.ts';
import { exchange } from './exchange.ts';
import { defaults, urlProblem } from './options.ts';
import type { Note } from './result.ts';

export interface MissingNote extends Note {
  reason: string;
}

const READERS = 8;

/**
 * Reads every note once and returns those that did not come back as they were acknowledged. A read that fails for another
 * reason counts as missing too, with that reason: what could not be read was not proven.
 */
export async function verifyNotes(url: string, notes: readonly Note[]): Promise<MissingNote[]> {
  const problem = urlProblem(url);
  if (problem !== undefined) throw new Error(problem);
  const origin = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: READERS });
  const missing: MissingNote[] = [];
  const queue = notes.values();
  const reader = async (): Promise<void> => {
    for (const note of queue) {
      const errand = { what: 'read', note } as const;
      const got = await exchange(origin, agent, ask(errand), defaults.timeoutMs);
      const failure = 'status' in got ? judge(errand, got) : got;
      if (failure) missing.push({ ...note, reason: `${failure.kind}: ${failure.error}` });
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  agent.destroy();
  return missing;
}

/** The acknowledged notes of a load, from `result.notes`. */
export async function readNotes(file: string): Promise<Note[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  // Every complete line ends in a newline. What follows the last one was being written when the load was killed.
  return lines.slice(0, -1).map((line, index) => {
    const note: unknown = JSON.parse(line);
    if (!isNote(note)) throw new Error(`${file}:${index + 1}: not a note`);
    return note;
  });
}
