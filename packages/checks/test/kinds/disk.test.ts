import { describe, expect, test } from '@jest/globals';
import { localShell, type Shell } from '@slipway/shell';
import { ask, holds, problemsOf } from './support.ts';

const local = localShell();
/** A machine whose df says this. */
const saying = (text: string): Shell => ({ ...local, run: (_, options) => local.run(['printf', '%s', text], options) });

describe('disk', () => {
  test('the disk of a folder of this machine', async () => {
    const seen = await ask('disk:///');
    expect(seen.error).toBeUndefined();
    const { json } = seen as { readonly json?: unknown };
    expect(json).toMatchObject({ mount: '/', used: expect.any(Number), size: expect.any(Number), inodes: { share: expect.any(Number) } });
    for (const text of ['[BODY].share > 0', '[BODY].share <= 1', '[BODY].size > 1000000', '[BODY].used < [BODY].size'])
      expect([text, holds(text, seen)]).toEqual([text, true]);
    expect((await ask('disk:///proc/self')).url).toBe('disk:///proc/self');
  });

  test('full, full of files, and a mount whose name has spaces', async () => {
    const head = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n';
    const full = await ask(
      'disk:///data',
      {},
      { shell: saying(`${head}//nas/my share 1000 930 50 95% /mnt/my data\n${head}//nas/my share 100 10 90 10% /mnt/my data\n`) },
    );
    expect(full.json).toMatchObject({ used: 930 * 1024, size: 1000 * 1024, share: 930 / 980, mount: '/mnt/my data' });
    expect(full.broken).toMatchObject([{ text: '[BODY].share < 0.9' }]);
    const files = await ask(
      'disk:///data',
      {},
      { shell: saying(`${head}/dev/sda1 1000 100 900 10% /\n${head}/dev/sda1 100 99 1 99% /\n`) },
    );
    expect(files.broken).toMatchObject([{ text: '[BODY].inodes.share < 0.95', actual: '0.99' }]);
    const btrfs = await ask('disk:///data', {}, { shell: saying(`${head}/dev/sda1 1000 100 900 10% /\n${head}/dev/sda1 0 0 0 - /\n`) });
    expect([btrfs.broken, btrfs.error]).toEqual([[], undefined]);
    const odd = await ask('disk:///data', {}, { shell: saying('df: something new\n') });
    expect(odd.error?.message).toMatch(/answered nothing about the disk of \/data that can be read$/);
  });

  test('a folder that is not there, and a df that hangs', async () => {
    expect((await ask('disk:///no/such/folder')).error?.message).toBe('there is no /no/such/folder on this machine');
    const hanging: Shell = { ...local, run: (_, options) => local.run(['sleep', '60'], options) };
    expect((await ask('disk:///', { timeout: 300 }, { shell: hanging })).error).toMatchObject({ class: 'timeout' });
    expect((await ask('disk:///', {}, { publicOnly: true })).error).toMatchObject({ class: 'private' });
  });

  test('what an address cannot mean', async () => {
    expect(await problemsOf('disk://var/lib')).toEqual(['The url names no folder. Example: disk:///var/lib/docker']);
    expect(await problemsOf('disk:///%zz')).toHaveLength(1);
    expect(await problemsOf('disk:///', { path: '/' })).toEqual(['path is no option of this check. There are none here.']);
  });
});
