import { badInputs, nearest, type Problem } from '@slipway/action';
import { type Model, type Strategy, strategies } from '@slipway/docker';

/** The input `strategies`. @throws Failure `bad-input` naming every line that cannot be true */
export function parseStrategies(lines: readonly string[], model: Model, released: readonly string[]): Record<string, Strategy> {
  const given: Record<string, Strategy> = {};
  const problems: Problem[] = [];
  for (const line of lines) {
    const [, service = '', word = ''] = /^([^=\s]+)\s*=\s*(\S+)$/.exec(line) ?? [];
    const strategy = strategies.find((one) => one === word);
    const wrong = strategy ? contradiction(model, released, service, strategy) : `is not service=strategy, one of ${strategies.join(', ')}`;
    const what = service && !(service in model.services) ? unknown(service, Object.keys(model.services)) : wrong;
    if (what) problems.push({ input: 'strategies', message: `'${line}' ${what}` });
    else if (service in given) problems.push({ input: 'strategies', message: `${service} is given twice` });
    else if (strategy) given[service] = strategy;
  }
  if (problems.length > 0) throw badInputs(problems);
  return given;
}

function unknown(service: string, all: readonly string[]): string {
  const near = nearest(service, all);
  return `names a service that the compose file does not have${near ? `; did you mean ${near}?` : ''}`;
}

function contradiction(model: Model, released: readonly string[], service: string, strategy: Strategy): string | undefined {
  const isReleased = released.includes(service);
  if (strategy === 'single') return isReleased ? `contradicts images, which names an image for ${service}` : undefined;
  // Without a release, as when one looks at what runs, nobody knows the images.
  if (!isReleased && released.length > 0) return `needs an image for ${service} in images: without one it stays as it is`;
  if (strategy !== 'singleton' && strategy !== 'once') return undefined;
  const ports = (model.services[service]?.ports ?? []).map((port) => port.published ?? port.target);
  if (ports.length > 0)
    return `cannot be: ${service} publishes port ${ports.join(', ')}, and users are on the new colour before it runs; take recreate or colours`;
  if (strategy === 'once') return undefined;
  const callers = Object.entries(model.services).filter(([, other]) => other.depends_on?.[service]);
  return callers.length > 0
    ? `cannot be: ${callers.map(([name]) => name).join(', ')} depends on it, and would start without it; take recreate or colours`
    : undefined;
}
