import { maskSecret } from '@slipway/action';
import { hideValue, isSensitive } from '../secrets.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the runner put there for itself and for actions, and the token of the job: a file in a repository must not be able to send them anywhere. */
const reserved = /^(ACTIONS_|INPUT_|RUNNER_|STATE_)|^(GITHUB|GH)_(ENTERPRISE_)?TOKEN$/i;

const onlyAtUrl =
  'is filled only for the scheme and host of the input url, because somebody without write access may have written this file';

export interface Filling {
  readonly environment: Environment;
  readonly allowed: boolean;
  /** Nobody reads it in a table, as an address: every value is hidden. */
  readonly hidden: boolean;
  readonly problem: (message: string) => void;
}

const places = /\$(\$\{\w+\})|\$\{(\w+)\}/g;

/** Something would be filled. */
export function fillsIn(text = ''): boolean {
  return [...text.matchAll(places)].some(([, plain]) => plain === undefined);
}

/** The text with `${NAME}` filled from the environment; `$${NAME}` stays `${NAME}`. Every name that cannot be filled is told. */
export function expand(text: string, { environment, allowed, hidden, problem }: Filling): string {
  const fillOne = (name: string): string => {
    const wrong = (why: string): string => {
      problem(`\${${name}} ${why}`);
      return '';
    };
    if (!allowed) return wrong(onlyAtUrl);
    if (reserved.test(name)) return wrong('belongs to the runner and is never sent; give what is needed another name in env of the step');
    const value = environment[name];
    if (value === undefined || value === '') return wrong('is not in the environment of the step; give it in env of the step');
    if (isSensitive(name)) maskSecret(value);
    else if (hidden) hideValue(value);
    return value;
  };
  return text.replaceAll(places, (_, plain: string | undefined, name: string) => plain ?? fillOne(name));
}
