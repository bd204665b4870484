import { composeScenario } from './compose.ts';
import type { Scenario } from './site.ts';

const part = composeScenario('managed', { backend: 8083 });

/** A server with Docker and nothing else. */
export const managed: Scenario = {
  ...part,
  title: 'router managed in front of a compose stack',
  name: 'managed',
  port: 8083,
  inputs: { ...part.inputs, router: 'managed' },
  prepare: async () => {},
  kept: ['/home/deploy/.slipway/managed/router'],
  promise: { move: 'nothing', crash: 'reserve' },
};
