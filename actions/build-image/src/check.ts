import type { InputsOf, Problem } from '@slipway/action';
import type { contract } from './contract.ts';
import { parsePair, secretProblems } from './pairs.ts';
import { digestPattern, parseRepository, tagPattern } from './repository.ts';

type Inputs = InputsOf<typeof contract>;

/** Problems that the contract's types cannot tell. */
export function check(inputs: Inputs): Problem[] {
  return [...checkNames(inputs), ...checkPairs(inputs), ...checkLogin(inputs)];
}

function checkNames(inputs: Inputs): Problem[] {
  const problems: Problem[] = [];
  const add = (input: string, message: string): void => void problems.push({ input, message });
  const repository = parseRepository(inputs.image);
  if ('problem' in repository) add('image', `${repository.problem}. Example: ghcr.io/acme/notes/backend`);
  for (const tag of inputs.tags.filter((word) => !tagPattern.test(word))) {
    add('tags', `'${tag.slice(0, 60)}' is not a tag; write plain tags, without the repository. Example: 1.4.0`);
  }
  if (inputs.digest !== undefined && !digestPattern.test(inputs.digest)) {
    add('digest', 'is not a digest. Example: sha256: and 64 hexadecimal digits, as the output digest of the build holds it');
  }
  if (inputs.mode === 'build' && inputs.push === 'tags' && inputs.tags.length === 0)
    add('tags', 'is required with push tags. Example: 1.4.0');
  if (/^([a-z][a-z0-9+.-]*:\/\/|git@)/i.test(inputs.context)) add('context', 'is a URL; check the repository out and name a folder');
  return problems;
}

function checkPairs(inputs: Inputs): Problem[] {
  const broken = (['build-args', 'build-contexts', 'labels'] as const).flatMap((input) =>
    inputs[input]
      .filter((line) => !parsePair(line))
      .map((line) => ({ input, message: `'${line.slice(0, 60)}' has no value; write name=value on each line` })),
  );
  return [...broken, ...secretProblems(inputs.secrets ?? '').map((message) => ({ input: 'secrets', message }))];
}

function checkLogin(inputs: Inputs): Problem[] {
  const username = inputs['registry-username'];
  const password = inputs['registry-password'];
  if (Boolean(username) === Boolean(password)) return [];
  if (password) return [{ input: 'registry-username', message: 'is needed with registry-password' }];
  const hint = 'A secret that is not visible to this job arrives empty';
  return [{ input: 'registry-password', message: `is needed with registry-username, and is missing or empty. ${hint}` }];
}
