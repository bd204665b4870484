import { Failure } from '@slipway/action';
import type { Instance } from '../../runtime.ts';

const shown = 200;

/** What the program answered to `live`. @throws Failure `runtime-failed` naming the first thing that is wrong */
export function parseInstances(text: string, program: string): Instance[] {
  const wrong = (what: string): Failure => {
    const said = text.trim().slice(0, shown);
    return new Failure('runtime-failed', `${program} answered the operation live with ${what}: ${said || 'it said nothing'}`, {
      hint: 'It must print {"instances": [{"id": …, "service": …, "version": …, "image": …, "status": "running"}]} and nothing else; docs/command-runtime.md has all fields.',
    });
  };
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw wrong('what is no JSON');
  }
  const list = isRecord(answer) ? answer['instances'] : undefined;
  if (!Array.isArray(list)) throw wrong('no list "instances"');
  return list.map((one: unknown, index) => {
    if (!isRecord(one)) throw wrong(`instances[${index}] that is no object`);
    const texts = (name: string): string => {
      const value = one[name];
      if (typeof value !== 'string' || value === '') throw wrong(`instances[${index}] without a text "${name}"`);
      return value;
    };
    const numbers = (name: string): number => {
      const value = one[name] ?? 0;
      if (typeof value !== 'number') throw wrong(`instances[${index}] whose "${name}" is no number`);
      return value;
    };
    const id = texts('id');
    const health = one['health'] === undefined || one['health'] === null ? undefined : texts('health');
    return {
      id,
      name: one['name'] === undefined ? id : texts('name'),
      service: texts('service'),
      version: texts('version'),
      image: texts('image'),
      status: texts('status'),
      health,
      exitCode: numbers('exitCode'),
      restarts: numbers('restarts'),
      startedAt: one['startedAt'] === undefined ? '' : texts('startedAt'),
    };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
