import { readFile } from 'node:fs/promises';
import type { RunContext } from '@slipway/action';
import { deployedCommit, isUntrusted } from './event.ts';
import type { Ports } from './run.ts';

/** What the runner tells besides the inputs. */
export async function readSurroundings(
  context: RunContext,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Pick<Ports, 'environment' | 'untrusted' | 'commit'>> {
  const commit = context.local ? undefined : deployedCommit(context.eventName, context.sha);
  return {
    environment,
    untrusted: !context.local && isUntrusted(context.eventName, context.repository, await readPayload(environment['GITHUB_EVENT_PATH'])),
    ...(commit === undefined ? {} : { commit }),
  };
}

async function readPayload(path: string | undefined): Promise<unknown> {
  if (!path) return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
