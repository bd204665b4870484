import { keepsTheContract } from './tools/contract.ts';
import { command, django, drizzle, golangMigrate, prisma } from './tools/kits.ts';

keepsTheContract(golangMigrate);
keepsTheContract(django);
keepsTheContract(drizzle);
keepsTheContract(prisma);
keepsTheContract(command);
