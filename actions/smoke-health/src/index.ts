export { contract, type Inputs } from './contract.ts';
export { type Ports, run, type SmokeResult } from './run.ts';
