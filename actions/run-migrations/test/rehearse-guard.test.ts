import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { diskFull, guard } from '../src/rehearse/server.ts';

describe('the guard of a rehearsal’s server', () => {
  /** @param reserve kibibytes */
  const run = (seconds: number, reserve: number, ...words: string[]): number | null => {
    const env = { PATH: process.env['PATH'] ?? '', PGDATA: '/nowhere/yet' };
    return spawnSync('sh', ['-c', guard, 'sh', String(seconds), String(reserve), ...words], { env, timeout: 15_000, stdio: 'ignore' })
      .status;
  };

  it('ends as what it runs ends, with its time, and where too little of the disk is free', () => {
    expect(run(5, 1, 'sh', '-c', 'exit 7')).toBe(7);
    expect(run(1, 1, 'sleep', '10')).toBe(124);
    expect(run(10, 1e15, 'sleep', '2')).toBe(diskFull);
  }, 30_000);
});
