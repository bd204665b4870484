import { join } from 'node:path';
import { root } from '../../../script/lib/workspace.ts';
import { run } from '../../target/docker.ts';
import type { Document } from './languageservice.ts';

export interface Finding {
  /** zizmor's name of what it looks for. */
  readonly audit: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** The text that it stands for, on one line. */
  readonly text: string;
}

interface Raw {
  readonly ident: string;
  readonly locations: readonly Location[];
}

interface Location {
  readonly symbolic: { readonly key: { readonly Local?: { readonly verbatim_path: string } }; readonly kind: string };
  readonly concrete: { readonly location: { readonly start_point: { readonly row: number } }; readonly feature: string };
}

/** What zizmor finds in files as they are shipped, as its strictest persona, without any network. */
export async function audit(paths: readonly string[], folder = root): Promise<Finding[]> {
  const argv = ['--offline', '--no-config', '--persona', 'auditor', '--format', 'json', '--no-exit-codes'];
  const ran = await run(['env', `--chdir=${folder}`, join(root, '.cache/bin/zizmor'), ...argv, ...paths], { timeoutSeconds: 60 });
  if (ran.code !== 0) throw new Error(`zizmor ended with ${ran.code}: ${ran.stderr}`);
  return (JSON.parse(ran.stdout) as Raw[]).map(({ ident, locations }) => {
    const primary = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0];
    return {
      audit: ident,
      path: primary?.symbolic.key.Local?.verbatim_path ?? '',
      line: (primary?.concrete.location.start_point.row ?? 0) + 1,
      text: (primary?.concrete.feature ?? '').trim().split('\n')[0] ?? '',
    };
  });
}

/** Teams follow the suite by its tag, and may pin it to a commit: the one finding that every caller has. */
export function namesTheSuite({ audit: name, text }: Finding): boolean {
  return name === 'unpinned-uses' && /^(uses: )?slipway\/slipway(\/(actions\/[\w-]+|\.github\/workflows\/[\w-]+\.yml))?@v1$/.test(text);
}

/** What a comment in a file tells zizmor not to say: no less a finding than one that it says. */
export function ignored({ path, text }: Document): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const [comment, names = ''] = /#\s*zizmor:\s*ignore\[([^\]]*)\]/.exec(line) ?? [];
    const before = line.slice(0, line.indexOf(comment ?? '')).trim();
    return comment === undefined ? [] : names.split(',').map((name) => ({ audit: name.trim(), path, line: index + 1, text: before }));
  });
}

export interface Tolerated {
  readonly audit: string;
  readonly path: string;
  readonly text: string;
  readonly reason: string;
}

/** Every other finding that stays, said or ignored in the file, and why. */
export const tolerated: readonly Tolerated[] = [
  {
    audit: 'unpinned-tools',
    path: '.github/workflows/build.yml',
    text: 'version: ${{ inputs.trivy-version }}',
    reason: 'The input has one exact version as its default; a team that sets it names a version of its own.',
  },
  {
    audit: 'concurrency-limits',
    path: '.github/workflows/publish.yml',
    text: 'on:',
    reason: 'A group around the whole workflow would be held while a person is asked; the job that publishes has its own.',
  },
  {
    audit: 'concurrency-limits',
    path: 'workflows-examples/own-steps/.github/workflows/release.yml',
    text: 'on:',
    reason: 'The job that waits for a reviewer must hold no lock; the one that changes something has its own, and builds need none.',
  },
];
