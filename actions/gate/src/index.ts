export { contract, type Inputs } from './contract.ts';
export { type GateResult, type Ports, run } from './run.ts';
