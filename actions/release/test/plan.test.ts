import { expect, test } from '@jest/globals';
import { planStrategies } from '@slipway/blue-green-switch';
import { renderPlan } from '../src/plan.ts';
import type { Plan } from '../src/settings.ts';

const settings = {
  project: 'notes',
  environment: 'production',
  images: { web: { image: 'r/web', context: '.' }, worker: { image: 'r/worker', context: '.' } },
  backup: false,
  migrate: false,
  scan: false,
  smoke: false,
};
const plan = { settings, version: '1.4.0', images: undefined } as unknown as Plan;
const facts = { services: ['web', 'worker', 'db'], ports: ['web 8000'], live: 'blue', where: 'deploy@app.example.com' };
const volumes = [{ type: 'volume', source: 'notes_duckdb', target: '/data' }];
const model = { name: 'notes', services: { web: { ports: [{ target: 80, published: '8000' }], volumes }, worker: {}, db: {} } };

test('the plan of a server says how each service is treated, and what outage that means', () => {
  const text = renderPlan(plan, { ...facts, strategies: planStrategies(model, ['web', 'worker'], [], false) });
  expect(text).toContain('from blue to the other colour; each service as below; ports `web 8000`');
  expect(text).toContain('| web | recreate | only one may write to notes_duckdb |');
  expect(text).toContain('| worker | singleton | no published port, and no other service names it |');
  expect(text).toContain('| db | single | not released |');
  expect(text).toMatch(/\*\*Outage of web\*\*: .* until `allow-outage: true` accepts that\.$/);
});

test('an outage that is allowed is said as well, and where there is none, none is', () => {
  expect(planStrategies(model, ['web'], [], true)).toMatch(/\*\*Outage of web\*\*.*`allow-outage` accepts that\.$/);
  expect(planStrategies(model, ['web'], ['web=colours'], false)).not.toContain('Outage');
});

test('what is backed up is said with its databases, where there are several', () => {
  const backup = { service: 'postgres', databases: ['notes', 'tenant_*'], destination: '/var/backups/notes' };
  const several = { ...plan, settings: { ...plan.settings, backup } } as Plan;
  expect(renderPlan(several, facts)).toContain('`notes`, `tenant_*` of `postgres` to `/var/backups/notes`, proven by archive');
});

test('where nobody resolved the compose file, the plan says no more than it knows', () => {
  expect(renderPlan(plan, facts)).toContain('from blue to the other colour; two colours of `web`, `worker`; ports');
});
