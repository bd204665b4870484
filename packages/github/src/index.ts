export { type RunIdentity, runIsOver } from './runs.ts';
