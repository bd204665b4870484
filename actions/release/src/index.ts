export { contract } from './contract.ts';
export type { ReleaseReceipt } from './receipt.ts';
export { run } from './run.ts';
