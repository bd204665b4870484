import { keepsTheContract } from './tools/contract.ts';
import { dbmate, sql } from './tools/kits.ts';

keepsTheContract(sql);
keepsTheContract(dbmate, false);
