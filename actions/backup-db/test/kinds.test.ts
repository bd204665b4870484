import { describe, expect, test } from '@jest/globals';
import { checkSettled } from '../src/check.ts';
import { amountOf } from '../src/content.ts';
import { factsOf, isAmbiguous, isFacts, type RedisFacts, type SqliteFacts } from '../src/facts.ts';
import { idPrefix } from '../src/prefix.ts';
import { withDefaults } from '../src/settled.ts';
import { passwordOf } from '../src/sources/redis/access.ts';
import { redisAddress } from '../src/sources/redis/address.ts';
import { checkedKeys, faultOf, keysOf } from '../src/sources/redis/answers.ts';
import { countKeys, header, magic, restoring } from '../src/sources/redis/scan/archive.ts';
import { encode, RedisError, RespReader } from '../src/sources/redis/scan/resp.ts';
import { countSql, parseCounts, parseIntegrity, parseList } from '../src/sources/sqlite/content.ts';
import { differences } from '../src/sources/tables.ts';
import { isVolume, listed } from '../src/sources/volume/engine.ts';
import { chooseWriters } from '../src/sources/writers/choose.ts';
import { onlyVanished, parseUsers } from '../src/sources/writers/users.ts';
import { inputsOf } from './fixture.ts';

const redis: RedisFacts = { kind: 'redis', server: { version: '8.0.2' }, keys: 12 };
const sqlite: SqliteFacts = { kind: 'sqlite', version: '3.40.1', tables: [{ name: 't', rows: 3 }] };

describe('kinds', () => {
  test('say what they hold in words of their own', () => {
    expect(amountOf(redis)).toMatchObject({ text: '12 keys', origin: 'Redis 8.0.2', tables: 0, rows: 12 });
    expect(amountOf(sqlite)).toMatchObject({ text: '1 table with 3 rows', origin: 'SQLite 3.40.1', tables: 1, rows: 3 });
  });

  test('are told apart in manifests, and one is not read as another', () => {
    expect([redis, sqlite].map(isFacts)).toEqual([true, true]);
    expect(
      [{ kind: 'redis', keys: -0.5 }, { kind: 'sqlite' }, { kind: 'mongo' }, undefined].map((facts) => isFacts(facts as never)),
    ).toEqual([false, false, false, false]);
    expect(factsOf({ id: 'x', facts: redis }, 'redis').keys).toBe(12);
    expect(['redis:app', 'volume:x', 'app', 'redis', 'my:redis'].map(isAmbiguous)).toEqual([true, true, false, false, false]);
    expect(() => factsOf({ id: 'x', facts: redis }, 'sqlite')).toThrow('x is a backup of the kind redis, not sqlite.');
    expect(idPrefix('notes', 'sqlite:/srv/my notes.db')).toBe('notes-sqlite__srv_my_notes.db');
    const [long, longer] = ['a', 'b'].map((end) => idPrefix('notes', `sqlite:/${'x'.repeat(300)}${end}`));
    expect([long?.length, long === longer]).toEqual([160, false]);
  });

  const problems = (given: Record<string, string>): string[] =>
    checkSettled(withDefaults(inputsOf({ destination: '/b', encryption: 'none', ...given }))).map(
      ({ input, message }) => `${input} ${message}`,
    );

  test.each([
    [{ kind: 'redis' }, /^project-name or redis-url is needed/],
    [{ kind: 'redis', 'redis-url': 'http://cache' }, /^redis-url is no address of a Redis\. Example: rediss:/],
    [{ kind: 'sqlite', 'project-name': 'notes' }, /^file is required for kind sqlite/],
    [{ kind: 'sqlite', file: 'notes.db', 'project-name': 'notes' }, /^file is no absolute path\. Example: \/var/],
    [{ kind: 'sqlite', file: '/srv/notes.db', service: 'web' }, /^project-name is needed to find the container of the service web/],
    [
      { kind: 'sqlite', file: '/srv/notes.db', 'project-name': 'n', 'redis-url': 'redis://c' },
      /^redis-url is of kind redis, and kind is sqlite/,
    ],
    [{ 'project-name': 'notes', file: '/srv/notes.db' }, /^file is of kind sqlite or duckdb, and kind is postgres/],
    [{ kind: 'redis', 'project-name': 'n', 'exclude-table-data': 'sessions' }, /^exclude-table-data is of kind postgres/],
    [
      { kind: 'redis', 'project-name': 'n', mode: 'restore', into: 'notes_restored' },
      /^into is no absolute path of a file, as kind redis needs/,
    ],
    [{ 'project-name': 'n', mode: 'restore', into: '/srv/x' }, /^into is no database name/],
    [{ kind: 'volume', 'project-name': 'n' }, /^volume is required for kind volume/],
    [{ kind: 'volume', volume: '/srv/data' }, /^volume is no name of a Docker volume\. Example: notes_uploads/],
    [{ kind: 'volume', volume: 'data', mode: 'restore', into: '../x' }, /^into is no name of a Docker volume/],
    [{ 'project-name': 'n', writers: 'pause' }, /^writers is of kind volume or duckdb, and kind is postgres/],
  ])('refuse what they cannot use: %j', (given, expected) => {
    expect(problems(given as Record<string, string>)).toEqual([expect.stringMatching(expected)]);
  });

  test('ask for no more than they need', () => {
    expect(problems({ kind: 'redis', 'project-name': 'notes' })).toEqual([]);
    expect(problems({ kind: 'redis', 'redis-url': 'rediss://default:x@cache.example.com:6380' })).toEqual([]);
    expect(problems({ kind: 'sqlite', file: '/srv/notes.db' })).toEqual([]);
    expect(problems({ kind: 'sqlite', file: '/srv/notes.db', mode: 'restore', into: '/srv/back.db' })).toEqual([]);
  });
});

describe('Redis', () => {
  test('addresses', () => {
    expect(redisAddress('rediss://us%40er:p%3Aw@[::1]:7000/0')).toEqual({
      host: '::1',
      port: 7000,
      tls: true,
      user: 'us@er',
      password: 'p:w',
    });
    expect(redisAddress('redis://cache')).toEqual({ host: 'cache', port: 6379, tls: false, user: '', password: '' });
    expect(['cache:6379', 'redis://', 'redis://h/x', 'redis://h:1/%zz', 'redis://%zz@h'].map(redisAddress)).toEqual(
      Array(5).fill(undefined),
    );
  });

  test('passwords of containers', () => {
    expect(passwordOf(['redis-server', '--requirepass', 'a b'.replace(' ', '_')], [])).toBe('a_b');
    expect(passwordOf(['sh', '-c', 'exec redis-server --requirepass "s3cret" --save ""'], [])).toBe('s3cret');
    expect(passwordOf(['redis-server'], ['PATH=/bin', 'REDIS_PASSWORD=p=w'])).toBe('p=w');
    expect(passwordOf(['redis-server', '--requirepass'], ['REDIS_PASSWORD='])).toBeUndefined();
  });

  test('answers', () => {
    expect(keysOf('# Keyspace\r\ndb0:keys=3,expires=1,avg_ttl=0\r\ndb11:keys=40,expires=0,avg_ttl=0\r\n')).toBe(43);
    expect(checkedKeys('[offset 9] \\o/ RDB looks OK! \\o/\n[info] 7 keys read\n[info] 1 expires\n')).toBe(7);
    expect(checkedKeys('[info] 7 keys read\n')).toBeUndefined();
    expect(
      faultOf('[offset 0] Checking RDB file /dev/stdin\n--- RDB ERROR DETECTED ---\n[offset 222] Unexpected EOF reading RDB file\n'),
    ).toMatch(/ERROR DETECTED|Unexpected EOF/);
  });
});

describe('Redis, key by key', () => {
  async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const payload = Buffer.from('0123456789abcdef\r\n$\0', 'latin1');
  const good = [
    encode(...header),
    encode('SELECT', '0'),
    encode(...restoring(Buffer.from('a\r\nb'), 0, payload)),
    encode(...restoring(Buffer.from('c'), 99, payload)),
  ];

  test('answers are read whatever pieces they come in', async () => {
    const answers = Buffer.from('+OK\r\n:42\r\n-NOPERM no\r\n$-1\r\n*2\r\n$1\r\n0\r\n*1\r\n$3\r\na\r\n\r\n', 'latin1');
    for (const size of [1, 2, 7, 100]) {
      const reader = new RespReader(pieces(answers, size));
      const seen = [await reader.next(), await reader.next(), await reader.next(), await reader.next(), await reader.next()];
      expect(seen).toEqual([Buffer.from('OK'), 42, expect.any(RedisError), null, [Buffer.from('0'), [Buffer.from('a\r\n')]]]);
      expect(await reader.ended()).toBe(true);
    }
  });

  test('an archive is counted, and every way to cut it or to put something else into it is found', async () => {
    const bytes = Buffer.concat(good);
    expect(bytes.toString('latin1').startsWith(magic)).toBe(true);
    expect(await countKeys(new RespReader(pieces(bytes, 5)))).toBe(2);
    const whole = new Set([0, 1, 2, 3].map((count) => Buffer.concat(good.slice(0, count)).length));
    for (let cut = 0; cut < bytes.length; cut++) {
      const counted = countKeys(new RespReader(pieces(bytes.subarray(0, cut), 64)));
      // Between two commands nothing is missing but what the manifest counts.
      if (whole.has(cut) && cut > 0) expect(await counted).toBeLessThan(2);
      else await expect(counted).rejects.toThrow();
    }
    const odd = [
      encode('FLUSHALL'),
      encode('RESTORE', 'k', '-1', payload),
      encode('RESTORE', 'k', '0', 'short'),
      Buffer.from('+OK\r\n'),
      Buffer.from('hello\r\n'),
    ];
    for (const more of odd)
      await expect(countKeys(new RespReader(pieces(Buffer.concat([...good, more]), 64)))).rejects.toThrow(
        /belongs in no archive|is not whole|no command|no answer/,
      );
  });
});

describe('SQLite', () => {
  test('lists and counts by names that hold anything', () => {
    const name = 'a|b\n"c"';
    expect(parseList(`3.40.1\n${Buffer.from(name).toString('hex').toUpperCase()}\n`)).toEqual({ version: '3.40.1', names: [name] });
    expect(countSql([name])).toBe('select count(*) from "a|b\n""c""";\n');
    expect(parseCounts([name], '4\n')).toEqual([{ name, rows: 4 }]);
    expect(() => parseCounts([name], 'Error: no such table\n')).toThrow('1 tables were counted');
  });

  test('says what is wrong and what differs', () => {
    expect(parseIntegrity('ok\n')).toBeUndefined();
    expect(parseIntegrity('row 3 missing from index i\nwrong # of entries\n')).toBe('row 3 missing from index i; wrong # of entries');
    expect(parseIntegrity('')).toBe('SQLite says nothing');
    expect(
      differences(
        [
          { name: 't', rows: 1 },
          { name: 'u', rows: 0 },
        ],
        [
          { name: 't', rows: 2 },
          { name: 'v', rows: 0 },
        ],
      ),
    ).toEqual(['t: 1 instead of 2 rows', 'v: no such table instead of 0 rows', 'u: not in the manifest']);
  });
});

describe('a volume', () => {
  test('whose container ended meanwhile is asked about all the same; an engine that does not answer is no empty list', () => {
    expect(onlyVanished('Error response from daemon: No such container: 8aa9\nError: No such container: 77\n')).toBe(true);
    expect(onlyVanished('Error: No such container: 1\nCannot connect to the Docker daemon')).toBe(false);
    expect(onlyVanished('')).toBe(false);
  });

  const user = { id: 'i', name: 'notes-web-1', image: 'sha256:a', writes: true, label: '' };

  test('is held still as it was asked for, else as each container says, and the least still way is told', () => {
    expect(chooseWriters('The volume v', [{ ...user, writes: false }], undefined)).toEqual({ writers: 'still', pause: [], stop: [] });
    expect(() => chooseWriters('The volume v', [user, { ...user, name: 'other', label: 'puase' }], undefined)).toThrow(
      'The volume v is written to by notes-web-1, other (slipway.backup: puase), and nothing says',
    );
    const [paused, stopped, live] = ['pause', 'stop', 'live'].map((label) => ({ ...user, label })) as [
      typeof user,
      typeof user,
      typeof user,
    ];
    expect(chooseWriters('The volume v', [paused, stopped], undefined)).toEqual({ writers: 'stop', pause: [paused], stop: [stopped] });
    expect(chooseWriters('The volume v', [paused, live], undefined)).toEqual({ writers: 'live', pause: [paused], stop: [] });
    expect(chooseWriters('The volume v', [live], 'pause')).toEqual({ writers: 'pause', pause: [live], stop: [] });
  });

  test('is used by containers that have it under its very name', () => {
    const mount = { Type: 'volume', Name: 'v', Source: '/s', Destination: '/d', RW: true };
    const one = {
      Id: 'a',
      Name: '/web',
      Image: 'sha256:a',
      State: { Running: true },
      Config: { User: '', Labels: { 'slipway.backup': 'stop' } },
    };
    const users = parseUsers(
      [
        { ...one, Mounts: [mount] },
        { ...one, Name: '/reader', Mounts: [{ ...mount, RW: false }] },
        { ...one, Name: '/stopped', State: { Running: false }, Mounts: [mount] },
        { ...one, Name: '/longer', Mounts: [{ ...mount, Name: 'v2' }] },
        { ...one, Name: '/bound', Mounts: [{ ...mount, Type: 'bind' }] },
      ],
      isVolume('v'),
    );
    expect(users.map(({ name, writes, label }) => [name, writes, label])).toEqual([
      ['web', true, 'stop'],
      ['reader', false, 'stop'],
      ['stopped', false, 'stop'],
    ]);
  });

  test('is counted by what tar says of it', () => {
    expect(listed(['tar: a: socket ignored', 'listed 12'])).toBe(12);
    expect(listed(['unlisted 12'])).toBeUndefined();
  });
});
