import { code, table } from '@slipway/action';
import { type Project, publishedPorts, singles } from '@slipway/docker';
import type { Plan } from './settings.ts';

/** What a release would do, before it does anything. */
export function renderPlan(plan: Plan, project: Project, live: string, where: string): string {
  const { settings } = plan;
  const released = Object.keys(settings.images);
  const kept = singles(project.model, released);
  const ports = publishedPorts(project.model, released).map(({ service, port }) => `${service} ${port}`);
  const off = 'left out by the Slipway file';
  const rows = [
    [
      'Build',
      Object.entries(settings.images)
        .map(([service, image]) => `${service} from ${code(image.context)} as ${code(image.image)}`)
        .join('<br>'),
    ],
    ['Scan', settings.scan === false ? off : `refuses ${(settings.scan['fail-on'] ?? ['critical', 'high']).join(', ')}`],
    ['Tag', code(plan.version)],
    [
      'Backup',
      settings.backup === false
        ? off
        : `${settings.backup.service ?? 'db'} to ${code(settings.backup.destination ?? '')}, proven by ${settings.backup.verify ?? 'archive'}`,
    ],
    ['Migrate', settings.migrate === false ? off : `Alembic in ${settings.migrate.service ?? released[0] ?? ''}`],
    [
      'Switch',
      `${live ? `from ${live} to the other colour` : 'the first release'}; two colours of ${released.join(', ')}; ports ${ports.join(', ') || 'none'}`,
    ],
    ['Stay as they are', kept.join(', ') || 'nothing else in the compose file'],
    ['Smoke', settings.smoke === false ? off : code(settings.smoke.url)],
  ];
  return [`### Plan: ${plan.version} of ${project.name} to ${settings.environment} on ${where}`, table(['step', 'what'], rows)].join(
    '\n\n',
  );
}
