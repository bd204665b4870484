import { code, type Host, type Result } from '@slipway/action';
import { clearIssue, failureOf, type GitHub, raiseIssue } from '@slipway/github';
import type { contract, Inputs } from './contract.ts';
import { closing, report } from './text.ts';

export interface Ports extends Host {
  readonly github: GitHub;
}

export type AlarmResult = Result<typeof contract>;

/**
 * Returns when the issue says what is true: open where something is wrong, closed where it is well.
 * @throws Failure `github-refused` or `github-unreachable` where an alarm would be seen by nobody
 */
export function run(inputs: Inputs, ports: Ports): Promise<AlarmResult> {
  return inputs.state === 'raised' ? raise(inputs, ports) : clear(inputs, ports);
}

async function raise(inputs: Inputs, ports: Ports): Promise<AlarmResult> {
  const { key, title = key, labels } = inputs;
  const at = { now: ports.clock.now(), runUrl: ports.context.runUrl };
  const answer = await raiseIssue(ports.github, { marker: key, title, labels, body: report(inputs.message, at) });
  ports.signal.throwIfAborted();
  if (!answer.ok) {
    throw failureOf(answer, {
      state: `The alarm ${key} is not known to have reached anybody: ${title}.`,
      hint: 'Give the job `issues: write`, and switch issues on in the settings of the repository.',
    });
  }
  const { number, created, commented } = answer.data;
  const told = created ? 'opened' : commented ? 'brought up to date, with a comment' : 'brought up to date';
  ports.log.info(`Issue #${number} was ${told}.`);
  return result(created ? 'opened' : 'still-open', number, ports, `### Alarm ${code(key)}: issue #${number} ${told}`);
}

async function clear(inputs: Inputs, ports: Ports): Promise<AlarmResult> {
  const { key } = inputs;
  const comment = closing(inputs.message, { now: ports.clock.now(), runUrl: ports.context.runUrl });
  const answer = await clearIssue(ports.github, { marker: key, comment });
  ports.signal.throwIfAborted();
  if (!answer.ok) {
    const { reason, message } = failureOf(answer, {});
    const warning = `${message} If an issue of the alarm ${key} is open, it stays open until a later run can close it.`;
    return {
      outcome: 'quiet',
      reason,
      outputs: { issue: '', 'issue-url': '' },
      annotations: [{ level: 'warning', title: reason, message: warning }],
    };
  }
  if (answer.data === undefined) return result('quiet', undefined, ports, undefined);
  ports.log.info(`Issue #${answer.data} was closed.`);
  return result('closed', answer.data, ports, `### Alarm ${code(key)}: well again, issue #${answer.data} closed`);
}

function result(outcome: AlarmResult['outcome'], issue: number | undefined, ports: Ports, summary: string | undefined): AlarmResult {
  const [home = ''] = ports.context.runUrl.split('/actions/runs/');
  const outputs = {
    issue: issue === undefined ? '' : String(issue),
    'issue-url': issue !== undefined && home ? `${home}/issues/${issue}` : '',
  };
  return { outcome, outputs, ...(summary ? { summary } : {}) };
}
