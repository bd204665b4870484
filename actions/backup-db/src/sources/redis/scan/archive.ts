import { RedisError, type Reply, type RespReader } from './resp.ts';

/** The first command of every archive; who sends it to a Redis hears it back. */
export const header = ['ECHO', 'slipway redis 1'] as const;
/** Its first bytes. */
export const magic = '*2\r\n$4\r\nECHO\r\n';

/** What brings a key back: its end of life as milliseconds since 1970, 0 where it has none. */
export function restoring(key: Buffer, until: number, payload: Buffer): readonly (string | Buffer)[] {
  return ['RESTORE', key, String(until), payload, 'REPLACE', ...(until > 0 ? ['ABSTTL'] : [])];
}

/**
 * Reads an archive whole. @returns its keys @throws Error with what is wrong in it
 */
export async function countKeys(reader: RespReader): Promise<number> {
  if (!isHeader(await reader.next())) throw new Error('it does not begin as an archive does');
  let keys = 0;
  while (!(await reader.ended())) {
    const [command = '', ...words] = wordsOf(await reader.next());
    if (command === 'RESTORE') {
      const [key, until = '', payload] = words;
      // A payload ends with two bytes of version and eight of checksum.
      if (key === undefined || !/^\d+$/.test(until) || (payload?.length ?? 0) <= 10) throw new Error(`key number ${keys + 1} is not whole`);
      keys++;
    } else if (command !== 'SELECT') throw new Error(`it holds the command ${command.slice(0, 20)}, which belongs in no archive`);
  }
  return keys;
}

const isHeader = (reply: Reply): boolean => wordsOf(reply).join(' ') === header.join(' ');

function wordsOf(reply: Reply): string[] {
  if (!Array.isArray(reply)) throw new Error(reply instanceof RedisError ? reply.message : 'it holds what is no command');
  return (reply as readonly Reply[]).map((word) => {
    if (!Buffer.isBuffer(word)) throw new Error('it holds a command with a word that is none');
    return word.toString('latin1');
  });
}
