import { keepsTheContract } from './tools/contract.ts';
import { drizzle, prisma } from './tools/kits.ts';

keepsTheContract(drizzle);
keepsTheContract(prisma);
