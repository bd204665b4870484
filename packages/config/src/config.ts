import { Failure, nearest } from '@slipway/action';
import type * as z from 'zod';
import { keysIn } from './keys.ts';
import { nearestPosition, positionsOf } from './positions.ts';
import { type Config, type Settings, schema } from './schema.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads the text of a Slipway file. Every problem is reported at once, at its line and column.
 * @throws Failure `config-invalid`
 */
export function parseConfig(source: string, file: string): Config {
  const value = parseYaml(source, file);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const positions = positionsOf(source);
  const problems = result.error.issues
    .flatMap((issue) => describe(issue, value))
    .map(({ path, message }) => {
      const { line, column } = nearestPosition(positions, path);
      return { line, column, message: `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}` };
    });
  const lines = problems.map(({ line, column, message }) => `- ${file}:${line}:${column} ${message}`);
  throw new Failure(
    'config-invalid',
    `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}\n`,
    {
      state: 'Nothing was changed.',
      annotations: problems.map(({ line, message }) => ({ level: 'error', file, line, message })),
    },
  );
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function describe(issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const given = issue.path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const near = nearest(key, knownKeys(issue.path));
        return { path: [...issue.path, key], message: `is not a key here${near ? `; did you mean ${near}` : ''}` };
      });
    case 'invalid_union': {
      // The branch that fits the shape of what is there tells more than "no branch fits".
      const branch =
        issue.errors.find((errors) => errors.some((error) => error.path.length > 0 || error.code === 'unrecognized_keys')) ??
        issue.errors[0];
      return (branch ?? []).flatMap((inner) => describe({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, value));
    }
    case 'invalid_type':
      if (given === undefined) return [{ path: issue.path, message: 'is missing' }];
      return [{ path: issue.path, message: `must be ${article(issue.expected)}` }];
    case 'invalid_value': {
      const near = typeof given === 'string' ? nearest(given, issue.values.map(String)) : undefined;
      return [{ path: issue.path, message: `must be one of ${issue.values.join(', ')}${near ? `; did you mean ${near}` : ''}` }];
    }
    default:
      return [{ path: issue.path, message: issue.message }];
  }
}

function article(type: string): string {
  const names: Record<string, string> = {
    record: 'a mapping of names to values',
    object: 'a mapping of keys to values',
    array: 'a list',
    int: 'a whole number',
  };
  return names[type] ?? `a ${type}`;
}

/** Keys that the schema knows at a path, for suggestions. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let level: unknown = schema;
  const unwrap = (node: unknown): unknown => {
    const inner = node as { def?: { innerType?: unknown; options?: unknown[] } };
    if (inner?.def?.innerType) return unwrap(inner.def.innerType);
    if (inner?.def?.options) return unwrap(inner.def.options[0]);
    return node;
  };
  for (const key of path) {
    const node = unwrap(level) as { shape?: Record<string, unknown>; def?: { valueType?: unknown } };
    level = node.shape?.[String(key)] ?? node.def?.valueType;
  }
  return Object.keys((unwrap(level) as { shape?: object } | undefined)?.shape ?? {});
}

/**
 * What holds for one environment. A part that both levels set is merged key by key, the environment's first.
 * @throws Failure `unknown-environment`
 */
export function settingsFor(config: Config, environment: string | undefined, file: string): Settings {
  const names = Object.keys(config.environments);
  const name = environment ?? (names.length === 1 ? names[0] : undefined);
  const own = name === undefined ? undefined : config.environments[name];
  if (name === undefined || !own) {
    const near = nearest(name ?? '', names);
    const what = name === undefined ? 'The input environment is missing, and there are several' : `${file} has no environment '${name}'`;
    throw new Failure('unknown-environment', `${what}: ${names.join(', ') || 'none'}${near ? `; did you mean ${near}` : ''}.`, {
      state: 'Nothing was changed.',
      hint: `Set the input environment to one of them, or add it under environments in ${file}.`,
    });
  }
  return settingsOf(config, name, own);
}

/** What holds for every environment: what an image is built and scanned by, before anybody knows where it goes. */
export function commonSettings(config: Config): Settings {
  return settingsOf(config, '', {});
}

function settingsOf(config: Config, name: string, own: Config['environments'][string]): Settings {
  return {
    project: config.project,
    environment: name,
    overrides: keysIn(own),
    'compose-file': config['compose-file'],
    directory: own.directory ?? config.directory,
    host: own.host,
    port: own.port,
    username: own.username,
    images: config.images,
    scan: merge(config.scan, own.scan),
    backup: merge(config.backup, own.backup),
    migrate: merge(config.migrate, own.migrate),
    switch: { ...config.switch, ...own.switch },
    smoke: own.smoke ?? config.smoke ?? false,
    command: own.command,
    'rollback-command': own['rollback-command'],
  };
}

function merge<T extends object>(common: T | false | undefined, own: T | false | undefined): T | false {
  if (own === false || (own === undefined && common === false)) return false;
  return { ...(common || {}), ...own } as T;
}
