import { badInputs, type Host } from '@slipway/action';
import { checkInputs as checkMigrate, run as migrate, contract as migrateContract } from '@slipway/run-migrations';
import { localShell } from '@slipway/shell';
import type { Inputs, Plan } from './settings.ts';
import { inputsFor, placeInputs, registryInputs } from './step-inputs.ts';
import { refuseBreaking } from './way-back.ts';

/**
 * Migrations of a database that is reached by its URL, from a container of the new image on the runner.
 * @returns whether code from before works with the schema now
 * @throws Failure `contract` where it would not, and that was not allowed
 */
export async function migrateFromRunner(inputs: Inputs, plan: Plan, images: Readonly<Record<string, string>>, host: Host): Promise<string> {
  const settings = plan.settings.migrate || {};
  const url = inputs['database-url'];
  if (!url) {
    const message =
      'is needed to migrate the database of a platform. Example: ${{ secrets.DATABASE_URL }}; or write migrate: false into the Slipway file';
    throw badInputs([{ input: 'database-url', message }]);
  }
  const service = settings.service ?? Object.keys(images)[0] ?? '';
  const shell = localShell();
  const given = {
    mode: 'apply',
    timeout: `${inputs.timeout}ms`,
    ...placeInputs(plan),
    ...registryInputs(inputs),
    service,
    image: images[service],
    'database-url': url,
    tool: settings.tool,
    migrations: settings.migrations,
    'tool-command': settings['tool-command'],
    'alembic-ini': settings['alembic-ini'],
    target: settings.target,
    phase: settings.phase,
    allow: Object.entries(settings.allow ?? {}).map(([rule, reason]) => `${rule}: ${reason}`),
  };
  const allowed = plan.settings.switch?.['allow-contract'] === true;
  const gate = async (compatible: string): Promise<void> => refuseBreaking(compatible, allowed);
  const { outputs } = await migrate(inputsFor(migrateContract, given, checkMigrate), { ...host, shell, gate });
  return outputs['old-code-compatible'] ?? 'unknown';
}
