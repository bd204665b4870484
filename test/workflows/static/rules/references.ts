import { matches, references } from '../edit.ts';
import { type Rule, textsIn } from '../workflow.ts';

const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const own = {
  suite: /^\$\/(actions\/[\w-]+|\.github\/workflows\/[\w-]+\.yml)$/,
  caller: /^slipway\/slipway(\/(actions\/[\w-]+|\.github\/workflows\/[\w-]+\.yml))?@v1$/,
};

/** Own things by the suite's own commit, or by the tag that teams follow; others' by commit, with the version that a person can read. */
export const namesWhatItUses: Rule = (workflow) =>
  usesOf(workflow.data).flatMap(({ path, text }) => {
    const say = (sentence: string): string[] => [`${workflow.path}: ${text} ${sentence}`];
    const local = /^(\$\/|\.\/|slipway\/)/.test(text);
    if (local && own[workflow.kind].test(text)) return [];
    // A team may pin the suite as it pins everything else.
    const mayPin = !local || (workflow.kind === 'caller' && text.startsWith('slipway/'));
    if (mayPin && pinned.test(text))
      return /\s# v\d+\.\d+\.\d+\s*$/.test(workflow.lineOf(...path)) ? [] : say('has no comment with its version, such as # v1.2.3');
    if (!local) return say('is not pinned to a commit of 40 digits');
    return say(`is no reference of the form ${workflow.kind === 'suite' ? '$/…, the commit that runs' : 'slipway/slipway/…@v1'}`);
  });

/** Two commits of one action would be two versions to watch. */
export const usesOneVersion: Rule = (workflow, all) => {
  const everywhere = all.flatMap(({ data }) => usesOf(data).map(({ text }) => text));
  return usesOf(workflow.data).flatMap(({ text }) => {
    const [action = ''] = text.split('@');
    const others = everywhere.filter((uses) => uses.split('@')[0] === action && uses !== text);
    return others.length > 0 ? [`${workflow.path}: ${text} is ${others[0]} elsewhere`] : [];
  });
};

function usesOf(data: unknown): ReturnType<typeof textsIn> {
  return textsIn(data).filter(({ path }) => references.some((pattern) => matches(path, pattern)));
}
