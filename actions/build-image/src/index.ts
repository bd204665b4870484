export { check, contract } from './contract.ts';
export { type BuildInputs, type BuildPorts, type BuildResult, run } from './run.ts';
