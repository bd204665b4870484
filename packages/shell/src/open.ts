import { badInputs, checkTarget, type TargetInputs } from '@slipway/action';
import { localShell } from './local.ts';
import type { Shell } from './shell.ts';
import { openSsh } from './ssh.ts';

/** The server that the inputs name, or this machine where they name none. */
export async function openShell(inputs: TargetInputs): Promise<Shell> {
  if (!inputs.host) return localShell();
  const problems = checkTarget(inputs);
  if (problems.length > 0) throw badInputs(problems);
  return openSsh({
    host: inputs.host,
    port: inputs.port,
    username: inputs.username,
    key: inputs['ssh-key'] ?? '',
    knownHosts: inputs['known-hosts'] ?? '',
  });
}
