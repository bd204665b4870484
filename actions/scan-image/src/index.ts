export { check, contract } from './contract.ts';
export { run, type ScanInputs, type ScanPorts, type ScanResult } from './run.ts';
