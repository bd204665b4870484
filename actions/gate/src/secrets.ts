import { Failure } from '@slipway/action';

/** What a repository secret says whose value an environment is to give. */
const placeholder = 'placeholder';

/** @throws Failure `secret-missing` with every name that is empty or a placeholder, and the ways to fill it */
export function checkSecrets(
  inputs: { readonly requires: readonly string[]; readonly environment: string },
  env: Readonly<Record<string, string | undefined>>,
): void {
  const given = (name: string): string => env[name]?.trim() ?? '';
  const empty = inputs.requires.filter((name) => given(name) === '');
  const standing = inputs.requires.filter((name) => given(name).toLowerCase() === placeholder);
  const first = empty[0] ?? standing[0];
  if (first === undefined) return;
  const which = empty.length + standing.length === 1 ? 'has no value' : 'have no value';
  const create = `\`gh secret set ${first} --env ${inputs.environment} < file\``;
  // The word that stands in for a value is masked here, so no command that holds it could be copied.
  const passed = { state: 'Nothing was changed.', hint: `It is passed on rightly, but the environment has none of its own: ${create}.` };
  const details = {
    state: 'Nothing was changed.',
    hint: [
      'Three things must be true of each:',
      `1. The environment has it: ${create}.`,
      `2. The caller passes it by name: \`secrets: { ${first}: \${{ secrets.${first} }} }\`.`,
      "3. A called workflow gets an environment's value only under names that its caller passed, and the caller itself cannot see it. So the " +
        `repository has a secret of the same name, whose value the environment's replaces: \`gh secret set ${first} --body ${placeholder}\`.`,
    ].join('\n'),
  };
  const names = [...empty, ...standing].join(', ');
  throw new Failure('secret-missing', `${names} ${which} in this job of ${inputs.environment}.`, empty.length > 0 ? details : passed);
}
