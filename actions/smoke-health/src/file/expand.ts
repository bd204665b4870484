import { maskSecret } from '@slipway/action';
import { isSensitive } from '../secrets.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the runner put there for itself and for actions: a file in a repository must not be able to send it anywhere. */
const ours = /^(ACTIONS_|INPUT_|RUNNER_|STATE_)/;

/** The text with `${NAME}` filled from the environment; `$${NAME}` stays `${NAME}`. Every name that cannot be filled is told. */
export function expand(text: string, environment: Environment, missing: (name: string) => void): string {
  return text.replaceAll(/\$(\$\{\w+\})|\$\{(\w+)\}/g, (_, plain: string | undefined, name: string) => {
    if (plain !== undefined) return plain;
    const value = ours.test(name) ? undefined : environment[name];
    if (value === undefined || value === '') missing(name);
    if (value !== undefined && isSensitive(name)) maskSecret(value);
    return value ?? '';
  });
}
