export { contract, type Inputs } from './contract.ts';
export { type AlarmResult, type Ports, run } from './run.ts';
