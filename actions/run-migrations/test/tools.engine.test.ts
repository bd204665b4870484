import { keepsTheContract } from './tools/contract.ts';
import { sql } from './tools/kits.ts';

keepsTheContract(sql);
