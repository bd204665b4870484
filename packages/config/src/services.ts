import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { load } from 'js-yaml';

export interface ListedService {
  readonly name: string;
  /** As they stand in the file; variables are not filled in. */
  readonly ports: readonly string[];
}

/**
 * The services of a compose file as it stands in the repository, for people to read: what runs is for compose itself to say, on the server.
 * Undefined where it cannot be read.
 */
export async function listServices(path: string, workspace: string): Promise<ListedService[] | undefined> {
  const text = await readFile(resolve(workspace, path), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { services } = load(text) as { services?: Record<string, { ports?: unknown } | null> };
    return Object.entries(services ?? {}).map(([name, service]) => ({ name, ports: portsOf(service?.ports) }));
  } catch {
    return undefined;
  }
}

function portsOf(ports: unknown): string[] {
  if (!Array.isArray(ports)) return [];
  return ports.map((port: unknown) =>
    typeof port === 'object' && port !== null && 'target' in port
      ? `${'published' in port ? `${String(port.published)}:` : ''}${String(port.target)}`
      : String(port),
  );
}
