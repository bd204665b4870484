import { keepsTheContract } from './tools/contract.ts';
import { command, dbmate, django, golangMigrate } from './tools/kits.ts';

keepsTheContract(dbmate);
keepsTheContract(golangMigrate);
keepsTheContract(django);
keepsTheContract(command);
