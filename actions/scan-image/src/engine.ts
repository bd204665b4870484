import { stripVTControlCharacters } from 'node:util';
import { Failure, formatDuration, withDetails } from '@slipway/action';
import { ProgramFailure, type RunOptions, type Shell } from '@slipway/shell';

export interface ScanPlan {
  readonly tool: string;
  /** An image by digest, or the absolute path of an archive. */
  readonly subject: { readonly image: string } | { readonly archive: string };
  /** Trivy's cache folder. */
  readonly cache: string;
  readonly offline: boolean;
  /** Absolute path, where there is one. */
  readonly ignoreFile: string | undefined;
  readonly reportFile: string;
  /** What is written there: findings (the default), or what the image is made of. */
  readonly format?: 'json' | 'cyclonedx';
  /** Folder with a Docker configuration of ours, where credentials were given. */
  readonly dockerConfig: string | undefined;
  readonly timeout: number;
}

/**
 * Trivy is told everything by its environment: an unknown variable is ignored where an unknown flag ends it, so one plan fits many versions. It is
 * never asked for an exit code of its own, which would mean findings and faults alike, and reports every severity: the gate is ours.
 */
export function scanEnvironment(plan: ScanPlan): Record<string, string> {
  const common = {
    TRIVY_CACHE_DIR: plan.cache,
    TRIVY_FORMAT: plan.format ?? 'json',
    TRIVY_OUTPUT: plan.reportFile,
    TRIVY_SCANNERS: 'vuln',
    TRIVY_LIST_ALL_PKGS: 'true',
    TRIVY_SHOW_SUPPRESSED: 'true',
    TRIVY_NO_PROGRESS: 'true',
    TRIVY_SKIP_VERSION_CHECK: 'true',
    TRIVY_DISABLE_TELEMETRY: 'true',
    TRIVY_TIMEOUT: `${Math.ceil(plan.timeout / 1000)}s`,
  };
  return {
    ...common,
    ...('archive' in plan.subject ? { TRIVY_INPUT: plan.subject.archive } : { TRIVY_IMAGE_SRC: 'remote' }),
    ...(plan.offline ? { TRIVY_SKIP_DB_UPDATE: 'true', TRIVY_SKIP_JAVA_DB_UPDATE: 'true', TRIVY_OFFLINE_SCAN: 'true' } : {}),
    ...(plan.ignoreFile ? { TRIVY_IGNOREFILE: plan.ignoreFile } : {}),
    ...(plan.dockerConfig ? { DOCKER_CONFIG: plan.dockerConfig } : {}),
  };
}

const inherited = /^(PATH|HOME|TMPDIR|DOCKER_CONFIG|SSL_CERT_(FILE|DIR)|(HTTPS?|NO|ALL)_PROXY)$/i;

/**
 * The command line. A scanner needs no token of the job: every other variable is taken away by name before it starts, so that a scanner that was
 * tampered with finds none.
 */
export function scanArguments(plan: ScanPlan, variables: readonly string[]): string[] {
  const withheld = variables.filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !inherited.test(name));
  const own = Object.keys(scanEnvironment(plan));
  const unset = withheld.filter((name) => !own.includes(name)).flatMap((name) => ['-u', name]);
  const subject = 'image' in plan.subject ? ['--', plan.subject.image] : [];
  return ['env', ...unset, plan.tool, 'image', ...subject];
}

/** Runs one scan; the report is in `reportFile`. @throws Failure `scanner-error`, `program-missing`, `timeout` */
export async function scan(shell: Shell, plan: ScanPlan, variables: readonly string[], options: RunOptions): Promise<void> {
  try {
    await shell.run(scanArguments(plan, variables), { ...options, env: scanEnvironment(plan), deadline: plan.timeout });
  } catch (error) {
    const state = 'The image counts as not scanned.';
    if (error instanceof Failure && error.reason === 'timeout') {
      throw withDetails(new Failure('timeout', `The scan did not end within ${formatDuration(plan.timeout)}.`, { cause: error }), {
        state,
      });
    }
    if (!(error instanceof ProgramFailure)) throw error;
    if (error.code === 127) {
      throw new Failure('program-missing', `${plan.tool} is not installed on ${shell.where}.`, {
        state,
        hint: 'Install Trivy (trivy.dev), or name the program in tool-path.',
        cause: error,
      });
    }
    throw new Failure('scanner-error', `The scanner ended with exit code ${error.code}: ${lastWords(error.stderr)}`, {
      state,
      hint: hintFor(error.stderr),
      cause: error,
    });
  }
}

/** What Trivy said last, without its time stamps and colours. Some builds end without a word. */
function lastWords(stderr: string): string {
  const plain = stripVTControlCharacters(stderr).trimEnd().split('\n').slice(-3);
  const said = plain
    .map((line) => line.replace(/^\S+T\S+\s+/, '').trim())
    .filter(Boolean)
    .join(' ');
  return said || 'it did not say why.';
}

function hintFor(stderr: string): string {
  if (/unauthorized|denied|\b40[13]\b/i.test(stderr))
    return 'The registry refused it: check registry-username and registry-password. On GitHub: permissions: packages: read.';
  if (/toomanyrequests|\b429\b/i.test(stderr)) return 'A registry asked to slow down: keep the database in a cache and name it in db-path.';
  if (/manifest.?unknown|not found|\b404\b/i.test(stderr)) return 'Check that the image with this digest is in the registry.';
  return 'Check that the registry and, without db-path, the source of the database can be reached.';
}
