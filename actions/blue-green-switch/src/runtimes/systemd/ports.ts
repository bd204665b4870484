import { badInputs, type Problem } from '@slipway/action';
import type { Color, Published } from '@slipway/docker';
import type { Address } from '@slipway/shell';

/** A port that users know, and where each colour answers for it. */
export interface ColorPort extends Published, Readonly<Record<Color, Address>> {}

export const servicePattern = /^[A-Za-z0-9][\w.-]*$/;
const place = String.raw`\/[^:\s]+|\d{1,5}`;
const linePattern = new RegExp(String.raw`^(?:(\[[\da-fA-F:]+\]|\d+\.\d+\.\d+\.\d+):)?(\d{1,5}):(${place}):(${place})$`);

/** Lines of the input `ports` as `service=[address:]public:blue:green`. @throws Failure `bad-input` naming every wrong line */
export function parseColorPorts(lines: readonly string[]): ColorPort[] {
  const problems: Problem[] = [];
  const ports: ColorPort[] = [];
  for (const line of lines) {
    const [service = '', rest = ''] = line.split(/=(.*)/s);
    const [, address = '', port = '', blue = '', green = ''] = linePattern.exec(rest) ?? [];
    const numbers = [port, blue, green].filter((word) => word !== '' && !word.startsWith('/')).map(Number);
    if (!servicePattern.test(service) || port === '') {
      problems.push({ input: 'ports', message: `'${line}' is not service=public:blue:green. Example: backend=8000:8101:8102` });
    } else if (numbers.some((number) => number < 1 || number > 65_535)) {
      problems.push({ input: 'ports', message: `'${line}' names a port that is not from 1 to 65535` });
    } else {
      const bare = address.replace(/^\[|\]$/g, '');
      ports.push({ service, target: Number(port), port: Number(port), address: bare, blue: addressOf(blue), green: addressOf(green) });
    }
  }
  for (const twice of repeated(ports.flatMap((port) => [String(port.port), nameOf(port.blue), nameOf(port.green)]))) {
    problems.push({ input: 'ports', message: `${twice} is named twice; the public one and those of both colours must all differ` });
  }
  if (ports.length === 0 && problems.length === 0) {
    problems.push({ input: 'ports', message: 'is missing. Example: backend=8000:8101:8102, which is public:blue:green' });
  }
  if (problems.length > 0) throw badInputs(problems);
  return ports;
}

/** Where a colour answers for a published port. */
export function placeOf(ports: readonly ColorPort[], color: Color, published: Published): Address {
  const found = ports.find((one) => one.port === published.port);
  return found ? found[color] : { host: '127.0.0.1', port: published.port };
}

function addressOf(text: string): Address {
  return text.startsWith('/') ? { path: text } : { host: '127.0.0.1', port: Number(text) };
}

/** An address as its line names it. */
export function nameOf(address: Address): string {
  return 'path' in address ? address.path : String(address.port);
}

export function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
