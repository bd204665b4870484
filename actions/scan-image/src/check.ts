import type { InputsOf, Problem } from '@slipway/action';
import type { contract } from './contract.ts';
import { parseSeverities } from './severity.ts';

type Inputs = InputsOf<typeof contract>;

export const imagePattern = /^[A-Za-z0-9[][A-Za-z0-9._:/[\]-]*@(sha256:[0-9a-f]{64})$/;

/** Problems that the contract's types cannot tell. */
export function check(inputs: Inputs): Problem[] {
  const problems: Problem[] = [];
  const add = (input: string, message: string): void => void problems.push({ input, message });
  if (!inputs.image && !inputs.path) add('image', 'is required, and is missing or empty. Example: ghcr.io/acme/notes/backend@sha256:…');
  if (inputs.image && inputs.path) add('path', 'names an archive, but image names an image too; give one of them');
  if (inputs.image && !imagePattern.test(inputs.image)) {
    add('image', 'has no digest: a tag may lead elsewhere when it is deployed. Example: ghcr.io/acme/notes/backend@sha256: and 64 digits');
  }
  const reported = parseSeverities(inputs.severity);
  const refused = parseSeverities(inputs['fail-on']);
  const example = 'Example: critical,high';
  if (!reported || reported.length === 0) add('severity', `takes critical, high, medium, low and unknown, separated by commas. ${example}`);
  if (!refused) add('fail-on', `takes critical, high, medium, low and unknown, separated by commas, or none. ${example}`);
  const hidden = refused?.filter((severity) => reported && !reported.includes(severity)) ?? [];
  if (reported && hidden.length > 0) add('fail-on', `names ${hidden.join(', ')}, which severity leaves out of the report`);
  if (inputs['registry-password'] && !inputs['registry-username']) add('registry-username', 'is needed with registry-password');
  if (inputs['registry-username'] && !inputs['registry-password']) {
    add(
      'registry-password',
      'is needed with registry-username, and is missing or empty. A secret that is not visible to this job arrives empty',
    );
  }
  return problems;
}
