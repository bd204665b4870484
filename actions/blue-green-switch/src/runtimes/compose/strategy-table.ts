import { cell, table } from '@slipway/action';
import { type Decision, decide, type Model } from '@slipway/docker';
import { parseStrategies } from './strategies.ts';

/** How each service is treated, as Markdown, and any outage that a release means. @param allowed the input `allow-outage` */
export function describeStrategies(decisions: readonly Decision[], allowed: boolean): string {
  const rows = decisions.map(({ service, strategy, why }) => [cell(service), strategy, cell(why)]);
  return [table(['service', 'strategy', 'because'], rows), outage(decisions, allowed)].filter(Boolean).join('\n\n');
}

function outage(decisions: readonly Decision[], allowed: boolean): string {
  const stopping = decisions.filter(({ strategy }) => strategy === 'recreate').map(({ service }) => cell(service));
  if (stopping.length === 0) return '';
  const consent = allowed ? '`allow-outage` accepts that.' : 'A release is refused until `allow-outage: true` accepts that.';
  return `**Outage of ${stopping.join(', ')}**: where a release serves already, the old version stops before the new one starts, and nothing answers until that is healthy. ${consent}`;
}

/** The same before there are images. @param lines the input `strategies` @throws Failure `bad-input` */
export function planStrategies(model: Model, released: readonly string[], lines: readonly string[], allowed: boolean): string {
  return describeStrategies(decide(model, released, parseStrategies(lines, model, released)), allowed);
}
