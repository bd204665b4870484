import { Failure } from '@slipway/action';

/** What a repository secret says whose value an environment is to give. */
const placeholder = 'placeholder';

/** @throws Failure `secret-missing` with every name that is empty or a placeholder, and the ways to fill it */
export function checkSecrets(
  inputs: { readonly requires: readonly string[]; readonly environment: string },
  env: Readonly<Record<string, string | undefined>>,
): void {
  const missing = inputs.requires.filter((name) => isEmpty(env[name]));
  const [first] = missing;
  if (first === undefined) return;
  const which = missing.length === 1 ? 'is' : 'are';
  throw new Failure('secret-missing', `${missing.join(', ')} ${which} empty or a placeholder in this job of ${inputs.environment}.`, {
    state: 'Nothing was changed.',
    hint: [
      'Three things must be true of each:',
      `1. The environment has it: \`gh secret set ${first} --env ${inputs.environment} < file\`.`,
      `2. The caller passes it by name: \`secrets: { ${first}: \${{ secrets.${first} }} }\`.`,
      "3. A called workflow gets an environment's value only under names that its caller passed, and the caller itself cannot see it. So the " +
        `repository has a secret of the same name, whose value the environment's replaces: \`gh secret set ${first} --body ${placeholder}\`.`,
    ].join('\n'),
  });
}

function isEmpty(value: string | undefined): boolean {
  const text = value?.trim() ?? '';
  return text === '' || text.toLowerCase() === placeholder;
}
