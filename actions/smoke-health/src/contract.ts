import { defineContract, type InputsOf } from '@slipway/action';
import { expectationInputs, mannerInputs, measurementInputs, requestInputs } from './inputs.ts';

export { checkInputs } from './check-inputs.ts';

export const contract = defineContract({
  name: 'smoke-health',
  title: 'Slipway smoke-health',
  description:
    'Proves that a URL serves a healthy application, and the intended version of it: conditions, deadline, consecutive successes.',
  icon: 'activity',
  inputs: { ...requestInputs, ...expectationInputs, ...mannerInputs, ...measurementInputs },
  outputs: {
    healthy: { description: '`true` where every condition held often enough, else `false`.' },
    identity: {
      description: '`proven`: the expected version, or digest, answered. `stale`: another one did. `unproven`: it is not known which.',
    },
    version: { description: 'Version that the answer names; empty where it names none.' },
    p95: { description: 'Milliseconds within which 95 % of the measured requests were answered; empty where nothing was measured.' },
    failed: { description: 'Checks that did not pass.' },
    attempts: { description: 'Requests that were sent, without redirects and measured ones.' },
    'response-time': { description: 'Milliseconds of the last request; of several checks, of the slowest one.' },
    report: { description: 'Everything that was seen, as one line of JSON.' },
  },
  outcomes: { healthy: 'Every condition held as often in a row as was asked for, and no other version than the expected one answered.' },
  reasons: {
    unhealthy: 'It answers, and a condition does not hold or the answer is not whole.',
    'stale-version': 'It is healthy, but another version, or image, than the expected one answers.',
    'version-not-found': 'It is healthy, but names no version at the place that `version-path` or `version-header` says, or no digest.',
    'unreachable-url': 'No connection came about: refused, no such name, TLS, or silence.',
    'error-budget': 'It passed, and then failed more often while it was measured than `error-budget` allows.',
    regressed: 'It is healthy, and slower or failing more often than `compare-limits` allows against `compare-to`.',
    'no-data': 'A measurement got no answer at all.',
    'private-target': 'A pull request of a fork started the run, and the address is not a public one. See `allow-private`.',
    'bad-condition': 'A condition means nothing; every such line is listed, with its place. Nothing was asked.',
    'checks-missing': 'The file of `checks-file` cannot be read.',
    'checks-invalid': 'The file of `checks-file` is not as it must be; every problem is listed, with its line. Nothing was asked.',
  },
});

export type Inputs = InputsOf<typeof contract>;
