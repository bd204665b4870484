import { badInputs, nearest, type Problem } from '@slipway/action';
import { type Check, parseCondition } from '@slipway/checks';
import type { PlannedCheck } from '../planned.ts';
import { cors } from './cors.ts';
import { fastapi } from './fastapi.ts';
import { nextjs } from './nextjs.ts';
import type { Pack, PackCheck } from './pack.ts';
import { securityHeaders } from './security-headers.ts';
import { tls } from './tls.ts';

const packs: Readonly<Record<string, Pack>> = { fastapi, nextjs, 'security-headers': securityHeaders, tls, cors };

/** The checks of the packs that the lines name. @throws Failure `bad-input` */
export function readPacks(lines: readonly string[], base: string, common: Partial<Check>): readonly PlannedCheck[] {
  const url = new URL(base);
  const problems: Problem[] = [];
  const found = lines.flatMap((line) => {
    const [name = '', ...words] = line.split(/\s+/);
    const pack = Object.hasOwn(packs, name) ? packs[name] : undefined;
    const problem = pack === undefined ? unknown(name) : unfit(name, pack, words, url);
    if (problem !== undefined) problems.push({ input: 'pack', message: problem });
    return pack === undefined || problem !== undefined ? [] : checksOf(pack, words[0], url, common);
  });
  if (problems.length > 0) throw badInputs(problems);
  return found;
}

function unknown(name: string): string {
  const near = nearest(name, Object.keys(packs));
  return `${JSON.stringify(name)} is no pack${near ? `; did you mean ${near}` : ''}. There are ${Object.keys(packs).join(', ')}`;
}

function unfit(name: string, pack: Pack, words: readonly string[], url: URL): string | undefined {
  if (words.length > (pack.word === undefined ? 0 : 1))
    return `${name} takes ${pack.word === undefined ? 'nothing' : 'one word'} behind its name`;
  if (!/^https?:$/.test(url.protocol)) return `${name} needs a url that begins with https:// or http://`;
  if (pack.secure && url.protocol !== 'https:') return `${name} needs a url that begins with https://`;
  const [word] = words;
  if (name === 'cors' && word !== undefined && !isOrigin(word)) return `${word} is not an origin such as https://app.example.com`;
  return name === 'fastapi' && word !== undefined && !word.startsWith('/') ? `${word} is not a path such as /health` : undefined;
}

function isOrigin(word: string): boolean {
  return URL.canParse(word) && new URL(word).origin === word;
}

function checksOf(pack: Pack, given: string | undefined, url: URL, common: Partial<Check>): readonly PlannedCheck[] {
  const places: Record<string, string> = {
    '{url}': url.href,
    '{origin}': url.origin,
    '{name}': url.hostname,
    '{host}': `${url.hostname}:${url.port || '443'}`,
  };
  places['{word}'] = given ?? fill(pack.word ?? '', places);
  return pack.checks.map((check) => toPlanned(check, (text) => fill(text, places), url, common));
}

function toPlanned(check: PackCheck, write: (text: string) => string, base: URL, given: Partial<Check>): PlannedCheck {
  const { either, conditions, name, headers, ...rest } = check;
  // Who asks is told to the server of `url` only, and by its own scheme only.
  const common = new URL(write(check.url)).origin === base.origin ? given : mannersOf(given);
  const parse = (texts: readonly string[]): ReturnType<typeof parseCondition>[] => texts.map((text) => parseCondition(write(text)));
  const asked = Object.entries(headers ?? {}).map(([header, value]) => [header, write(value)]);
  return {
    check: {
      ...common,
      ...rest,
      name,
      url: write(check.url),
      headers: { ...common.headers, ...Object.fromEntries(asked) },
      conditions: parse(conditions),
      ...(either === undefined ? {} : { either: either.map(parse) }),
    },
  };
}

function mannersOf({ ca, timeout, deadline, retryDelay, consecutive, idempotent }: Partial<Check>): Partial<Check> {
  const manners = { ca, timeout, deadline, retryDelay, consecutive, idempotent };
  return Object.fromEntries(Object.entries(manners).filter(([, value]) => value !== undefined));
}

function fill(text: string, places: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\w+\}/g, (place) => places[place] ?? place);
}
