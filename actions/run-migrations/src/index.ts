export type { Facts, Revision } from './answer.ts';
export type { Ran } from './apply.ts';
export { contract } from './contract.ts';
export type { Migration } from './report.ts';
export { run } from './run.ts';
export type { Inputs, Ports } from './workplace.ts';
