import { Failure } from '@slipway/action';
import { type Answer, type Environment, failureOf, hasProtectedBranch, listBranchPatterns, readEnvironment } from '@slipway/github';
import { createCommands, openCommands, reviewerCommands, settingsPage } from './commands.ts';
import type { Inputs } from './contract.ts';
import type { Ports } from './run.ts';

const state = 'Nothing was changed.';
const shut = { state, hint: 'The gate stays shut until GitHub can be asked.' };

/**
 * The environments of an approval. GitHub makes one without any protection the first time that a job names it, so nothing is concluded from its
 * being there.
 * @throws Failure `environment-missing`, `reviewers-missing`, `environment-open`, `github-refused` or `github-unreachable`
 */
export async function checkEnvironments(inputs: Inputs, ports: Ports): Promise<void> {
  const { repository } = ports.github;
  const page = settingsPage(ports.context);
  const asked = inputs.approval === 'reviewers' ? `${inputs.environment}-approval` : undefined;
  const approval = asked === undefined ? undefined : await read(asked, ports);
  const target = await read(inputs.environment, ports);
  const missing = [...(asked === undefined || approval ? [] : [asked]), ...(target ? [] : [inputs.environment])];
  if (!target || missing.length > 0) {
    throw new Failure('environment-missing', `There is no environment ${missing.join(' and none named ')} in ${repository}.`, {
      state,
      hint: `Create it on ${page}, or by\n${createCommands(repository, inputs.environment, missing)}\nIf it is there, the job lacks \`actions: read\`.`,
    });
  }
  if (asked !== undefined && approval?.reviewers === 0) {
    throw new Failure('reviewers-missing', `The environment ${asked} has no required reviewers, so nobody would be asked.`, {
      state,
      hint: `Add them on ${page}, or by\n${reviewerCommands(repository, asked)}\nA plan without reviewers: give the workflow \`approval: dispatch\` and \`approvers\`.`,
    });
  }
  const why = await whyOpen(inputs.environment, target, ports);
  if (why === undefined) return;
  throw new Failure('environment-open', `Every branch may deploy to ${inputs.environment}, and so read its secrets: ${why}.`, {
    state,
    hint: `Restrict it on ${page}, or by\n${openCommands(repository, inputs.environment)}`,
  });
}

/** Why every branch may deploy; undefined where not every one may. */
async function whyOpen(name: string, { branches }: Environment, ports: Ports): Promise<string | undefined> {
  if (branches === 'all') return 'it has no policy for branches';
  if (branches === 'protected') {
    const some = dataOf(await hasProtectedBranch(ports.github), ports);
    return some ? undefined : 'its policy names protected branches, and none is protected';
  }
  const patterns = dataOf(await listBranchPatterns(ports.github, name), ports);
  const open = patterns.find(isOpen);
  return open === undefined ? undefined : `its policy has the pattern ${open}`;
}

/** A pattern that does not begin with a letter, digit or the like of its own: whoever may push can name a branch that it takes. */
function isOpen(pattern: string): boolean {
  return !/^[^*?[\]{}!\\/]/.test(pattern);
}

async function read(name: string, ports: Ports): Promise<Environment | undefined> {
  return dataOf(await readEnvironment(ports.github, name), ports);
}

function dataOf<T>(answer: Answer<T>, ports: Ports): T {
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  return answer.data;
}
