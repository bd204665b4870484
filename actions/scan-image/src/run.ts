import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { badInputs, Failure, type Host, type InputsOf, type Result } from '@slipway/action';
import type { Shell } from '@slipway/shell';
import { imagePattern } from './check.ts';
import { conclude } from './conclude.ts';
import type { contract } from './contract.ts';
import { checkDatabase } from './database.ts';
import { lastFrom } from './dockerfile.ts';
import { type ScanPlan, scan } from './engine.ts';
import { type Decision, decide, type Policy } from './gate.ts';
import { parseReport, type Report } from './report.ts';
import { renderSarif } from './sarif.ts';
import { writeBill } from './sbom.ts';
import { parseSeverities } from './severity.ts';

export type ScanInputs = InputsOf<typeof contract>;

export interface ScanPorts extends Host {
  readonly shell: Shell;
  /** Names of the variables that programs inherit: the scanner gets almost none of them. */
  readonly variables: readonly string[];
}

export interface ScanResult extends Result<typeof contract> {
  readonly report: Report;
  readonly decision: Decision;
}

/** One scan to JSON, and a gate of our own over it. @throws Failure with the outputs and the summary of the scan, where there was one */
export async function run(inputs: ScanInputs, ports: ScanPorts): Promise<ScanResult> {
  const { context, clock, log, shell } = ports;
  const results = await mkdtemp(join(context.temp, 'slipway-scan-'));
  const work = await mkdtemp(join(context.temp, 'slipway-scanner-'));
  try {
    const plan = await makePlan(inputs, ports, results, work);
    if (plan.offline) await checkDatabase(resolve(context.workspace, inputs['db-path'] ?? ''), inputs['db-max-age'], clock.now());
    await log.group('Scan', () =>
      scan(shell, plan, ports.variables, { cwd: work, signal: ports.signal, onLine: (line) => log.untrusted(line) }),
    );
    const database = await checkDatabase(plan.cache, inputs['db-max-age'], clock.now());
    const report = parseReport(await readFile(plan.reportFile, 'utf8').catch(() => ''));
    if (inputs.image) refuseOtherImage(inputs.image, report);
    const decision = decide(report, policyOf(inputs));
    const subject = inputs.image ?? inputs.path ?? '';
    const text = await readFile(resolve(context.workspace, inputs.dockerfile), 'utf8').catch(() => '');
    const line = lastFrom(text);
    const sarif = join(results, 'report.sarif');
    await writeFile(sarif, renderSarif(decision.reported, subject, { file: inputs.dockerfile, line: line ?? 1 }));
    const sbom = await writeBill(inputs, plan, ports, work);
    const files = { json: plan.reportFile, sarif, sbom };
    return conclude({ inputs, subject, report, decision, database, files, line }, log);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * The scanner works in an empty folder: a `.trivyignore` or `trivy.yaml` that lies in the repository must not decide unseen. With `db-path` it also
 * gets a cache of its own beside the database, because two scans cannot share one.
 */
async function makePlan(inputs: ScanInputs, ports: ScanPorts, results: string, work: string): Promise<ScanPlan> {
  const { workspace } = ports.context;
  const database = inputs['db-path'];
  let cache = join(work, 'cache');
  if (database) {
    await mkdir(cache);
    await symlink(resolve(workspace, database, 'db'), join(cache, 'db'));
  } else {
    cache = (await ports.shell.run(['sh', '-c', 'printf %s "${XDG_CACHE_HOME:-$HOME/.cache}/trivy"'])).stdout;
  }
  return {
    tool: inputs['tool-path'].includes('/') ? resolve(workspace, inputs['tool-path']) : inputs['tool-path'],
    subject: inputs.image ? { image: inputs.image } : { archive: await existing('path', resolve(workspace, inputs.path ?? '')) },
    cache,
    offline: database !== undefined,
    ignoreFile: inputs['ignore-file'] && (await existing('ignore-file', resolve(workspace, inputs['ignore-file']))),
    reportFile: join(results, 'report.json'),
    dockerConfig: await writeLogin(inputs, work),
    timeout: inputs.timeout,
  };
}

async function existing(input: string, path: string): Promise<string> {
  if ((await stat(path).catch(() => undefined))?.isFile()) return path;
  throw badInputs([{ input, message: `names ${path}, and there is no such file` }]);
}

/** Credentials reach the scanner in a file: its own variables for them take a comma in a password for two passwords. */
async function writeLogin(inputs: ScanInputs, work: string): Promise<string | undefined> {
  const { 'registry-username': username, 'registry-password': password, image } = inputs;
  if (!username || !password || !image) return undefined;
  const [host = ''] = image.split('/');
  const registry = /[.:]|^localhost$/.test(host) ? host : 'https://index.docker.io/v1/';
  const folder = join(work, 'docker');
  await mkdir(folder, { mode: 0o700 });
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [registry]: { auth } } }), { mode: 0o600 });
  return folder;
}

function refuseOtherImage(image: string, report: Report): void {
  const wanted = imagePattern.exec(image)?.[1];
  if (wanted && report.digests.includes(wanted)) return;
  throw new Failure(
    'scanner-error',
    `The report is about ${report.digests.join(', ') || 'an image without a digest'}, not about ${wanted ?? image}.`,
    {
      state: 'The image counts as not scanned.',
      hint: 'Scan the image by the digest of its manifest, as the output digest of the build holds it.',
    },
  );
}

function policyOf(inputs: ScanInputs): Policy {
  const report = parseSeverities(inputs.severity);
  const refuse = parseSeverities(inputs['fail-on']);
  if (!report || !refuse) throw badInputs([{ input: report ? 'fail-on' : 'severity', message: 'names an unknown severity' }]);
  return {
    report,
    refuse,
    onlyFixable: inputs['only-fixable'],
    allowEmpty: inputs['allow-empty'],
    failOnEndOfLife: inputs['fail-on-eol'],
  };
}
