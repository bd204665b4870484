export { checkInputs } from './check.ts';
export { contract, type Inputs } from './contract.ts';
export type { Ports } from './job.ts';
export type { Manifest, Proof, ProofLevel } from './manifest.ts';
export { type BackupResult, run } from './run.ts';
export { Unpruned } from './unpruned.ts';
