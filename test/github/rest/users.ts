import type { State } from './state.ts';

/** The same number for the same name, below 2^31. */
export function numberOf(text: string): number {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2147483647;
  return sum;
}

export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`0:${kind}${id}`).toString('base64');
}

/** A person, or a bot where the login says so. */
export function showUser(state: State, login: string): Readonly<Record<string, unknown>> {
  const bot = login.endsWith('[bot]');
  const name = encodeURIComponent(login);
  const url = `${state.api}/users/${name}`;
  return {
    login,
    id: login === 'github-actions[bot]' ? 41898282 : numberOf(login),
    node_id: nodeId(bot ? 'Bot' : 'User', login),
    avatar_url: `${state.html}/avatars/${name}`,
    gravatar_id: '',
    url,
    html_url: bot ? `${state.html}/apps/${login.replace('[bot]', '')}` : `${state.html}/${name}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: bot ? 'Bot' : 'User',
    site_admin: false,
  };
}
