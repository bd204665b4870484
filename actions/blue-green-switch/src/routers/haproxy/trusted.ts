import { isIP } from 'node:net';
import { badInputs } from '@slipway/action';

/** The input `trusted-proxies`; `none` alone stands for nobody. @throws Failure `bad-input` */
export function parseTrustedProxies(lines: readonly string[]): string[] {
  if (lines.length === 1 && lines[0] === 'none') return [];
  const wrong = lines.filter((line) => !isNetwork(line));
  if (wrong.length === 0) return [...lines];
  throw badInputs(
    wrong.map((line) => ({
      input: 'trusted-proxies',
      message: `'${line}' is neither an address nor a network. Example: trusted-proxies: 10.0.0.0/8`,
    })),
  );
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128));
}
