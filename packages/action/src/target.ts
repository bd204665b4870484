import type { Problem } from './contract.ts';

/** The inputs that say where the work is done, as every action names them. */
export interface TargetInputs {
  readonly host: string | undefined;
  readonly port: number;
  readonly username: string;
  readonly 'ssh-key': string | undefined;
  readonly 'known-hosts': string | undefined;
}

/** What a target over SSH needs besides its host; and a host, where there is a key for one. */
export function checkTarget(inputs: TargetInputs): Problem[] {
  if (!inputs.host) {
    // An empty variable must not turn a release of the server into one of the runner.
    if (!inputs['ssh-key'] || !inputs['known-hosts']) return [];
    return [
      {
        input: 'host',
        message:
          'is missing or empty, like a variable that this environment does not have, and ssh-key is given: without a host the work would be done on the runner itself. Example: host: app.example.com',
      },
    ];
  }
  const problems: Problem[] = [];
  if (!inputs['ssh-key']) {
    problems.push({
      input: 'ssh-key',
      message: `is needed to reach ${inputs.host}, and is missing or empty. A secret that does not exist, or is not visible to this job, arrives empty`,
    });
  }
  if (!inputs['known-hosts']) {
    problems.push({
      input: 'known-hosts',
      message: `is needed to reach ${inputs.host}, and is missing or empty, like a variable that this environment does not have. Example: the line that \`ssh-keyscan ${inputs.host}\` prints, compared with the server's own key`,
    });
  }
  return problems;
}
