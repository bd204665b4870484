import { describe, expect, it } from '@jest/globals';
import { Failure } from '@slipway/action';
import { jdbcOf } from '../../src/tools/jdbc.ts';
import type { Work } from '../../src/work.ts';

const work = (url: string): Work =>
  ({
    inputs: { 'database-variable': 'URL', service: 'backend', 'ddl-lock-timeout': 5000 },
    environment: { URL: url },
    hosts: [],
    near: true,
    runName: '42.1 team/notes',
  }) as unknown as Work;

describe('the address for a program in Java', () => {
  it('has the bound for locks and the name of the session, and no password', () => {
    const { url, user, password } = jdbcOf(
      work('postgresql://app:p%40ss%3F@db:5433/no tes?sslmode=verify-full&sslrootcert=/ca.pem&options=-c%20a%3Db'),
    );
    const [base, query = ''] = url.split('?');
    expect(base).toBe('jdbc:postgresql://db:5433/no%20tes');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      ApplicationName: 'slipway-migrate 42.1-team/notes',
      options: '-c a=b -c lock_timeout=5000',
      sslmode: 'verify-full',
      sslrootcert: '/ca.pem',
    });
    expect([user, password]).toEqual(['app', 'p@ss?']);
    expect(url).not.toContain('p@ss');
  });

  it.each([
    ['postgres://a:b@[::1]:5433/app', '[::1]:5433'],
    ['postgres://a:b@one,two:5433/app', 'one:5432,two:5433'],
    ['postgres://a:b@db/app', 'db:5432'],
  ])('%s: leads to %s', (url, expected) => {
    expect(jdbcOf(work(url)).url).toContain(`jdbc:postgresql://${expected}/app?`);
  });

  it.each([
    ['schema=own', 'own', '-c lock_timeout=5000'],
    ['search_path=own', null, '-c search_path=own -c lock_timeout=5000'],
  ])('%s: the schema of the session', (query, schema, options) => {
    const told = new URLSearchParams(jdbcOf(work(`postgres://a:b@db/app?${query}`)).url.split('?')[1]);
    expect([told.get('currentSchema'), told.get('options')]).toEqual([schema, options]);
  });

  it('is refused where it is a local socket', () => {
    const ask = (): unknown => jdbcOf(work('postgresql:///app?host=/run/postgresql'));
    expect(ask).toThrow(Failure);
    expect(ask).toThrow('local socket');
  });
});
