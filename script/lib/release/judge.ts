import { compareVersions, readVersion, type Semver } from '../semver.ts';
import { readPlans, readSections } from './changelog.ts';

/** What a decision to publish rests on; nothing else is asked. */
export interface Facts {
  /** As given: `v1.2.3`. */
  readonly version: string;
  readonly changelog: string;
  /** docs/publishing.md */
  readonly plans: string;
  /** `version` of the root package.json. */
  readonly packageVersion: string;
  /** Tags of the repository that publishes, to the commits they name. */
  readonly tags: ReadonlyMap<string, string>;
  readonly head: string;
  readonly branch: string;
  /** Files that differ from the commit. */
  readonly changed: readonly string[];
  /** Is the commit that the major tag names now the head, or one that led to it? */
  readonly forwards: boolean;
}

export interface Judgement {
  readonly problems: readonly string[];
  /** `v1` */
  readonly majorTag: string;
  /** The commit that the major tag names now. */
  readonly majorNow: string | undefined;
  /** Where a run before this one made the tag of the version at this commit already. */
  readonly begun: boolean;
  readonly notes: string;
}

/** All that speaks against publishing, each with what to do. `resume` accepts a tag of this version that names this very commit. */
export function judge(facts: Facts, resume = false): Judgement {
  const version = facts.version.startsWith('v') ? readVersion(facts.version) : undefined;
  if (version === undefined) {
    const problem = `${JSON.stringify(facts.version)} is no version to publish: it must look like v1.2.3, without leading zeros or a suffix.`;
    return { problems: [problem], majorTag: '', majorNow: undefined, begun: false, notes: '' };
  }
  const plain = facts.version.slice(1);
  const majorTag = `v${version.major}`;
  const majorNow = facts.tags.get(majorTag);
  const begun = resume && facts.tags.get(facts.version) === facts.head;
  const section = readSections(facts.changelog).find((each) => each.version === plain);
  const problems = [
    ...againstPlace(facts),
    ...againstTags(facts, version, begun),
    ...(readPlans(facts.plans).includes(majorTag)
      ? []
      : [
          `${majorTag} has no plan: add a row for \`${majorTag}\` to the table of majors in docs/publishing.md, with what becomes of the one before.`,
        ]),
    ...(section === undefined
      ? [`CHANGELOG.md has no section for ${plain}: add \`## ${plain}, <date>\` with what changes for users.`]
      : section.date === undefined
        ? [`CHANGELOG.md gives ${plain} no date: its heading must be \`## ${plain}, YYYY-MM-DD\`.`]
        : section.body === ''
          ? [`CHANGELOG.md says nothing about ${plain}: write down what changes for users.`]
          : []),
    ...(facts.packageVersion === plain ? [] : [`package.json says ${facts.packageVersion}: set its version to ${plain}.`]),
    ...(majorNow === undefined || facts.forwards
      ? []
      : [
          `${majorTag} names ${majorNow}, which did not lead to ${facts.head}: it only moves forwards. Publish from a commit that holds it.`,
        ]),
  ];
  return { problems, majorTag, majorNow, begun, notes: section?.body ?? '' };
}

function againstPlace({ branch, changed }: Facts): string[] {
  const some = changed.slice(0, 5).join(', ');
  return [
    ...(branch === 'main' ? [] : [`This is ${branch || 'no branch'}: versions are published from main only. Merge first.`]),
    ...(changed.length === 0
      ? []
      : [`The work tree differs from its commit (${some}${changed.length > 5 ? ', …' : ''}): commit or undo that.`]),
  ];
}

function againstTags({ tags, version: name, head }: Facts, version: Semver, begun: boolean): string[] {
  if (begun) return [];
  const there = tags.get(name);
  if (there !== undefined) {
    const where = there === head ? 'at this commit' : `at ${there}`;
    return [`${name} exists already, ${where}: a published version never changes. Choose the next one.`];
  }
  const newest = [...tags.keys()]
    .flatMap((tag) => {
      const found = tag.startsWith('v') ? readVersion(tag) : undefined;
      return found ? [{ tag, found }] : [];
    })
    .sort((a, b) => compareVersions(b.found, a.found))[0];
  if (newest === undefined || compareVersions(version, newest.found) > 0) return [];
  return [`${name} is lower than ${newest.tag}, which is published: versions only go up. Choose one above it.`];
}
