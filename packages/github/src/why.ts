import { formatDuration } from '@slipway/action';
import type { Trouble } from './trouble.ts';

/** The sentence for people: what was asked for, what came back, and which permission is missing where GitHub refused. */
export function sentence(
  trouble: Trouble,
  call: { readonly doing: string; readonly needs: string },
  github: { readonly apiUrl: string; readonly repository: string },
  attempts: number,
): string {
  const { status, message } = trouble;
  const said = `${status}: ${message.replace(/\.$/, '')}`;
  if (trouble.kind === 'limited') {
    return `GitHub's rate limit kept it from being asked to ${call.doing} (${said}); it asks to wait ${formatDuration(trouble.wait)}.`;
  }
  if (status === 0) return `GitHub did not answer at ${hostOf(github.apiUrl)} when asked to ${call.doing}${times(attempts)}: ${message}.`;
  if (trouble.kind === 'broken') return `GitHub failed to ${call.doing}${times(attempts)} (${said}).`;
  if (status === 401) return `GitHub did not accept the token when asked to ${call.doing} (${said}).`;
  const needs = permissions(trouble.accepted) || `\`${call.needs}\``;
  if (status === 403) return `GitHub refused to ${call.doing} (${said}): the job needs ${needs}.${readOnly(needs)}`;
  if (status === 404) {
    return `GitHub found nothing when asked to ${call.doing} in ${github.repository} (${said}): it is not there, or the job lacks ${needs}.`;
  }
  return `GitHub did not ${call.doing} (${said}).`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function times(attempts: number): string {
  return attempts > 1 ? `, ${attempts} times` : '';
}

function readOnly(needs: string): string {
  return needs.includes('write') ? ' A pull request from a fork or from Dependabot never has more than read.' : '';
}

/**
 * The header `x-accepted-github-permissions` in the words of a workflow's `permissions:`. Sets are parted by `;`, the members of one by `,`.
 * Every token may read metadata, so that is not worth a word.
 */
function permissions(header: string): string {
  const sets = header.split(';').map((set) =>
    set
      .split(',')
      .map((word) => word.trim().split('='))
      .filter(([name = '', level = '']) => /^\w+$/.test(name) && /^\w+$/.test(level) && name !== 'metadata')
      .map(([name = '', level = '']) => `\`${name.replaceAll('_', '-')}: ${level}\``)
      .join(' and '),
  );
  return sets.filter(Boolean).join(' or ');
}
