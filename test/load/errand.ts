import { randomBytes, randomUUID } from 'node:crypto';
import type { Answer, Ask } from './exchange.ts';
import type { FailureKind, Note } from './result.ts';

/** What a client sets out to do, and therefore what it must get back. */
export type Errand = { what: 'list' } | { what: 'read'; note: Note } | { what: 'write'; note: Note };

const LIST_LIMIT = 20;

/** 30 % writes; the reads are mostly of notes this client wrote itself, old and new alike, for only those can be found lost. */
export function chooseErrand(written: readonly Note[]): Errand {
  const roll = Math.random();
  const note = written[Math.floor(Math.random() * written.length)];
  if (roll < 0.3 || note === undefined) return { what: 'write', note: { id: randomUUID(), text: randomText() } };
  return roll < 0.8 ? { what: 'read', note } : { what: 'list' };
}

/**
 * Every write is a PUT of a new note under an id chosen here, so that a proxy may repeat it after a broken connection: twice
 * sent, once stored. A text is never changed, so that any other one read later is a lost write.
 */
export function ask(errand: Errand): Ask {
  switch (errand.what) {
    case 'list':
      return { method: 'GET', path: `/api/notes?limit=${LIST_LIMIT}` };
    case 'read':
      return { method: 'GET', path: `/api/notes/${errand.note.id}` };
    case 'write':
      return { method: 'PUT', path: `/api/notes/${errand.note.id}`, body: JSON.stringify({ text: errand.note.text }) };
  }
}

/** What is wrong with the answer, if anything. */
export function judge(errand: Errand, answer: Answer): { kind: FailureKind; error: string } | undefined {
  if (errand.what === 'read' && answer.status === 404) return { kind: 'lost', error: 'an acknowledged note is gone' };
  if (answer.status < 200 || answer.status > 299) return { kind: 'status', error: `status ${answer.status}: ${answer.body.slice(0, 200)}` };
  const body = parse(answer.body);
  if (errand.what === 'list') {
    return Array.isArray(body) && body.length <= LIST_LIMIT ? undefined : { kind: 'body', error: 'not a list of notes' };
  }
  if (!isNote(body) || body.id !== errand.note.id) return { kind: 'body', error: 'not the note that was asked for' };
  if (body.text === errand.note.text) return undefined;
  return errand.what === 'read'
    ? { kind: 'lost', error: 'an acknowledged note has another text' }
    : { kind: 'body', error: 'the note was answered with another text' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isNote(value: unknown): value is Note {
  return typeof value === 'object' && value !== null && 'id' in value && 'text' in value && typeof value.text === 'string';
}

/** Of varying length, and with characters of one to four bytes. */
function randomText(): string {
  return `note ${randomBytes(4 + Math.floor(Math.random() * 60)).toString('base64url')} – żółć ✓ 🎈`;
}
