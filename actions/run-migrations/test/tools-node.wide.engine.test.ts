import { keepsTheContract } from './tools/contract.ts';
import { drizzle, drizzleKit } from './tools/kits.ts';

keepsTheContract(drizzle);
keepsTheContract(drizzleKit, false);
