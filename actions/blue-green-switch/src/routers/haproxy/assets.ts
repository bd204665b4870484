import { badInputs } from '@slipway/action';
import type { Color } from '@slipway/docker';

/**
 * Files of a frontend whose names change with every version. While a colour is on trial, pages of the version before are still open in browsers and
 * ask for theirs: what the new colour does not have, the other one is asked for.
 */
export function assetsName(frontend: string, color: Color): string {
  return `${frontend}_${color}_assets`;
}

/** Lines of a frontend, before the one that sends everything else of a trial. */
export function assetRoutes(frontend: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  return [
    `    acl asset path_beg ${paths.join(' ')}`,
    `    use_backend ${frontend}_%[var(txn.slipway),field(1,_)]_assets if asset { var(txn.slipway) -m sub _ } { method GET HEAD }`,
  ];
}

/**
 * The new colour is asked first, always: a file that both have is its own. Round robin keeps away from the server that was just asked, and a third
 * try makes a 404 stay a 404 where one of them does not answer at all.
 * @param server words of the line of a colour's server, without its checks
 */
export function assetBackend(
  paths: readonly string[] | undefined,
  frontend: string,
  color: Color,
  common: readonly string[],
  server: (color: Color) => string,
): string[] {
  if (!paths?.length) return [];
  const lines = [
    `backend ${assetsName(frontend, color)}`,
    ...common,
    '    option http-server-close',
    '    balance roundrobin',
    '    retries 2',
    '    option redispatch 1',
    '    retry-on 404 conn-failure empty-response junk-response response-timeout',
    `    use-server ${color} if TRUE`,
    ...(['blue', 'green'] as const).map((one) => `    ${server(one)} inter 500ms fall 1 rise 1`),
  ];
  return [lines.join('\n')];
}

/** The input `asset-paths`; `none` alone stands for no paths. @throws Failure `bad-input` */
export function parseAssetPaths(lines: readonly string[]): string[] {
  if (lines.length === 1 && lines[0] === 'none') return [];
  const wrong = lines.filter((line) => !/^(\/[\w.~-]+)+\/?$/.test(line));
  if (wrong.length === 0) return [...lines];
  throw badInputs(
    wrong.map((line) => ({ input: 'asset-paths', message: `'${line}' is not the beginning of a path. Example: asset-paths: /assets/` })),
  );
}
