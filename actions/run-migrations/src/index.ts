export type { Facts, Revision } from './answer.ts';
export type { Ran } from './apply.ts';
export { checkInputs } from './check.ts';
export { contract } from './contract.ts';
export { wordsOf } from './rehearse/words.ts';
export type { Migration } from './report.ts';
export { run } from './run.ts';
export type { Inputs, Ports, Proof } from './workplace.ts';
