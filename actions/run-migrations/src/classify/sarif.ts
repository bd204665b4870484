import { createHash } from 'node:crypto';
import type { Judged } from './hazard.ts';
import type { Level, Verdict } from './policy.ts';

const levels: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'note' };

/** SARIF 2.1.0 as code scanning takes it, each result at the line of the revision's file. */
export function renderSarif(verdicts: readonly Verdict[], unseen: readonly Judged[]): string {
  const results = [
    ...verdicts.filter((one) => one.class !== 'brief-lock').map((one) => resultOf(one)),
    ...unseen.map((one) =>
      result('unclassified', 'warning', `What ${one.id} does could not be judged: ${one.unseen}`, one.path, 1, `${one.id} unclassified`),
    ),
  ];
  const rules = [...new Set(results.map((one) => one.ruleId))].sort().map((id) => ({ id, shortDescription: { text: id } }));
  const driver = { name: 'Slipway run-migrations', informationUri: 'https://www.postgresql.org/docs/current/explicit-locking.html', rules };
  const run = { tool: { driver }, automationDetails: { id: 'run-migrations/' }, results };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function resultOf(one: Verdict): ReturnType<typeof result> {
  const message = `${one.class} on ${one.object}: ${one.why}.${one.instead ? ` ${one.instead}` : ''}`;
  const made = result(
    one.rule,
    levels[one.level],
    message,
    one.path,
    one.line ?? 1,
    `${one.revision} ${one.class} ${one.object} ${one.rule}`,
  );
  // A person's reason shows as such in code scanning.
  return one.allowed === undefined ? made : { ...made, suppressions: [{ kind: 'inSource', justification: one.allowed }] };
}

function result(ruleId: string, level: string, text: string, uri: string, line: number, key: string): SarifResult {
  return {
    ruleId,
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(uri) }, region: { startLine: line } } }],
    partialFingerprints: { primaryLocationLineHash: createHash('sha256').update(key).digest('hex').slice(0, 32) },
  };
}

interface SarifResult {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
}
