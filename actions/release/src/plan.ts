import { cell, code, table } from '@slipway/action';
import type { Plan } from './settings.ts';

/** What a plan knows of the application and its environment. */
export interface Facts {
  /** Every service of the compose file. */
  readonly services: readonly string[];
  /** Published ports of the released ones, for people. */
  readonly ports: readonly string[];
  /** Colour that serves; empty: the first release; undefined: nobody was asked. */
  readonly live: string | undefined;
  readonly where: string;
  /** How the switch treats each service, as Markdown; undefined where nobody resolved the compose file. */
  readonly strategies?: string;
}

const off = 'left out by the Slipway file';

/** What a release would do, before it does anything. */
export function renderPlan(plan: Plan, facts: Facts): string {
  const { settings } = plan;
  const released = Object.keys(settings.images);
  const kept = facts.services.filter((name) => !released.includes(name));
  const rows = [
    plan.images ? ['Images', given(plan.images)] : ['Build', built(plan)],
    ...(plan.images
      ? []
      : [
          ['Scan', scan(plan)],
          ['Tag', plan.version ? code(plan.version) : 'the version'],
        ]),
    ['Backup', backup(plan)],
    ['Migrate', settings.migrate === false ? off : `Alembic in ${code(settings.migrate.service ?? released[0] ?? '')}`],
    settings.command === undefined ? ['Switch', switching(plan, facts)] : ['Deploy', code(settings.command.trim().split('\n')[0] ?? '')],
    ['Stay as they are', kept.map(code).join(', ') || 'nothing else in the compose file'],
    ['Smoke', settings.smoke === false ? off : code(settings.smoke.url)],
  ];
  const title = `### Plan: ${plan.version ? code(plan.version) : 'the next version'} of ${code(settings.project)} to ${code(settings.environment)} on ${code(facts.where)}`;
  return [title, table(['step', 'what'], rows), facts.strategies ?? ''].filter(Boolean).join('\n\n');
}

function built({ settings }: Plan): string {
  const images = Object.entries(settings.images);
  return images.map(([service, image]) => `${code(service)} from ${code(image.context)} as ${code(image.image)}`).join('<br>');
}

function given(images: Readonly<Record<string, string>>): string {
  return Object.entries(images)
    .map(([service, image]) => `${code(service)} ${code(image)}`)
    .join('<br>');
}

function scan({ settings }: Plan): string {
  return settings.scan === false ? off : `refuses ${cell((settings.scan['fail-on'] ?? ['critical', 'high']).join(', '))}`;
}

function backup({ settings }: Plan): string {
  if (settings.backup === false) return off;
  const { service, databases, destination, verify } = settings.backup;
  const places = [destination ?? []].flat().map(code).join(' and ');
  const which = databases ? `${databases.map(code).join(', ')} of ` : '';
  return `${which}${code(service ?? 'db')} to ${places || '**no destination: name one**'}, proven by ${cell(verify ?? 'archive')}`;
}

function switching({ settings }: Plan, { live, ports, strategies }: Facts): string {
  const released = Object.keys(settings.images);
  const from = live === undefined ? 'to the idle colour' : live ? `from ${live} to the other colour` : 'the first release';
  const what = strategies === undefined ? `two colours of ${released.map(code).join(', ')}` : 'each service as below';
  return `${from}; ${what}; ports ${ports.map(code).join(', ') || 'none'}`;
}
