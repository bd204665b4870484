export { contract } from './contract.ts';
export { type Receipt, sinceOrder, type Timing, timeline } from './receipt.ts';
export { type Inputs, type Ports, run, type SwitchResult } from './run.ts';
export { planStrategies } from './runtimes/compose/strategy-table.ts';
