import { readInputs } from '@slipway/action';
import type { Published } from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import { testHost } from '../../../../test/scenarios/host.ts';
import { contract } from '../../src/contract.ts';
import type { RouterContext } from '../../src/open.ts';
import type { Rig } from './rig.ts';

/** What the engine gives to a router's `open`, with the inputs that a workflow would write. */
export function routerContext(
  given: Readonly<Record<string, string>>,
  place: {
    readonly name: string;
    readonly state: string;
    readonly shell: Shell;
    readonly published: readonly Published[];
    readonly colors: Rig['colors'];
  },
): RouterContext {
  const { name, state, shell, published, colors } = place;
  const env = Object.fromEntries(Object.entries(given).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value]));
  return {
    shell,
    host: testHost(state),
    inputs: readInputs(contract, env),
    name,
    state,
    published,
    address: (color) => colors[color].host,
  };
}
